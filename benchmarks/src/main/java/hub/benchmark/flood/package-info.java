/** Strangers who flood the hub, and what a healthy device feels of it. */
@NullMarked
package hub.benchmark.flood;

import org.jspecify.annotations.NullMarked;
