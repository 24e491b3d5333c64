/** Weather and smog as a pure function of seed, station and time. */
@NullMarked
package hub.simulator.model;

import org.jspecify.annotations.NullMarked;
