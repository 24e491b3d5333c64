/** The live feed: snapshot, then deltas, to every viewer at its own pace. */
@NullMarked
package hub.live;

import org.jspecify.annotations.NullMarked;
