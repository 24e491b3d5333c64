/** The binary frames between device and hub, and from hub to viewer. */
@NullMarked
package hub.protocol.frame;

import org.jspecify.annotations.NullMarked;
