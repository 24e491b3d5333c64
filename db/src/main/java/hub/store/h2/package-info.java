/** The embedded reading store: a head in memory, chunks in H2. */
@NullMarked
package hub.store.h2;

import org.jspecify.annotations.NullMarked;
