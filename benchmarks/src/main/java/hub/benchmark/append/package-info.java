/** The append path without the network: how fast, how soon, at what cost. */
@NullMarked
package hub.benchmark.append;

import org.jspecify.annotations.NullMarked;
