/** The real programs as processes, and what they take of the machine. */
@NullMarked
package hub.benchmark.process;

import org.jspecify.annotations.NullMarked;
