/** What a run has come to so far: counters, latencies and the lines that tell of them. */
@NullMarked
package hub.simulator.report;

import org.jspecify.annotations.NullMarked;
