/** Devices that do not exist, measuring the smog of a city that does not either. */
@NullMarked
package hub.simulator.fleet;

import org.jspecify.annotations.NullMarked;
