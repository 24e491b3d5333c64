/** A small, strict JSON reader and writer, so that the protocol needs nothing but the JDK. */
@NullMarked
package hub.json;

import org.jspecify.annotations.NullMarked;
