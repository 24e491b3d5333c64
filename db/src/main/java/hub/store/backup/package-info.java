/** Copies of a hub's data, made while it runs or after it has stopped, and brought back. */
@NullMarked
package hub.store.backup;

import org.jspecify.annotations.NullMarked;
