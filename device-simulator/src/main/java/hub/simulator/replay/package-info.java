/** Recorded readings, read from their files and sent again. */
@NullMarked
package hub.simulator.replay;

import org.jspecify.annotations.NullMarked;
