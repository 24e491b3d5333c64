/** Durable readings over real sockets: the real hub as a process, and a generator that is as light as can be. */
@NullMarked
package hub.benchmark.socket;

import org.jspecify.annotations.NullMarked;
