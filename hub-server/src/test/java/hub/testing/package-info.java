/** What the hub's tests share: a real hub on a free port, settable clocks, a client that may misbehave. */
@NullMarked
package hub.testing;

import org.jspecify.annotations.NullMarked;
