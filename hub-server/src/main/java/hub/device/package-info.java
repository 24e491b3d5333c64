/** Device sockets: the device protocol, session by session, and their heartbeat. */
@NullMarked
package hub.device;

import org.jspecify.annotations.NullMarked;
