/** Whether a hub's data directory is sound. */
@NullMarked
package hub.store.check;

import org.jspecify.annotations.NullMarked;
