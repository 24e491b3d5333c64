/** What an operator needs to see and do: health, metrics, measures of latency. */
@NullMarked
package hub.ops;

import org.jspecify.annotations.NullMarked;
