/** The proof on a user's own machine: what was sent and acknowledged, held against what the hub gives back. */
@NullMarked
package hub.simulator.verify;

import org.jspecify.annotations.NullMarked;
