/** Questions to a snapshot of the store: readings in order, and buckets of them. */
@NullMarked
package hub.query;

import org.jspecify.annotations.NullMarked;
