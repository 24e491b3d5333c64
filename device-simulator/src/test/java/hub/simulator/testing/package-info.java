/** A hub for tests: real sockets, and nothing done unless a test says so. */
@NullMarked
package hub.simulator.testing;

import org.jspecify.annotations.NullMarked;
