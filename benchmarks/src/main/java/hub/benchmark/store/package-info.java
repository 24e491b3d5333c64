/** The hub's storage without its network, as the benchmarks drive it. */
@NullMarked
package hub.benchmark.store;

import org.jspecify.annotations.NullMarked;
