/** The benchmarks. */
@NullMarked
package hub.benchmark;

import org.jspecify.annotations.NullMarked;
