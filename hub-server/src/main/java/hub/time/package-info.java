/** Time, injected: a wall clock for stamps, a monotonic one for durations. */
@NullMarked
package hub.time;

import org.jspecify.annotations.NullMarked;
