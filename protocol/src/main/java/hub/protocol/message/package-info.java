/** The JSON control messages between device and hub. */
@NullMarked
package hub.protocol.message;

import org.jspecify.annotations.NullMarked;
