/** How soon a hub that was killed is there again. */
@NullMarked
package hub.benchmark.restart;

import org.jspecify.annotations.NullMarked;
