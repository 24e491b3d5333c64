/** Devices, readings and events over HTTP. */
@NullMarked
package hub.history;

import org.jspecify.annotations.NullMarked;
