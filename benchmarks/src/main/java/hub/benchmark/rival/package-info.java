/** Other stores, fed with the same readings in the same process. */
@NullMarked
package hub.benchmark.rival;

import org.jspecify.annotations.NullMarked;
