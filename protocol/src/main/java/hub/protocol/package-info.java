/** The vocabulary: devices, metrics, channels, times, values, and why something was refused. */
@NullMarked
package hub.protocol;

import org.jspecify.annotations.NullMarked;
