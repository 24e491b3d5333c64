/** The chunk codec: the readings of one device over a stretch of time as one short array of bytes. */
@NullMarked
package hub.store.chunk;

import org.jspecify.annotations.NullMarked;
