/** WebSocket connections on Undertow's IO threads: handshake, framing, bounded sending. */
@NullMarked
package hub.socket;

import org.jspecify.annotations.NullMarked;
