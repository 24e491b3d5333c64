/** Which device is online, since when and why not: liveness as recorded data. */
@NullMarked
package hub.presence;

import org.jspecify.annotations.NullMarked;
