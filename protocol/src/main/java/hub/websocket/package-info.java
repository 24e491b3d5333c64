/** RFC 6455 framing as pure functions of bytes, for both ends of a connection. */
@NullMarked
package hub.websocket;

import org.jspecify.annotations.NullMarked;
