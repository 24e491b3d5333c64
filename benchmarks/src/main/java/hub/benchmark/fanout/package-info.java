/** The live feed under load: what many viewers get, how soon, and what one that does not read costs the others. */
@NullMarked
package hub.benchmark.fanout;

import org.jspecify.annotations.NullMarked;
