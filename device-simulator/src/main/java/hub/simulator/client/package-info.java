/** A device's end of the protocol for thousands of devices at once: connecting, delivering, reconnecting. */
@NullMarked
package hub.simulator.client;

import org.jspecify.annotations.NullMarked;
