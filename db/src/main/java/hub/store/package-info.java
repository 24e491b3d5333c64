/** The reading store's face: apply journal entries, ask for devices, readings, buckets, events. */
@NullMarked
package hub.store;

import org.jspecify.annotations.NullMarked;
