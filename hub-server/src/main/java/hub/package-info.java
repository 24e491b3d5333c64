/** The program: {@link hub.Main} starts it, {@link hub.Hub} shows how its parts are wired. */
@NullMarked
package hub;

import org.jspecify.annotations.NullMarked;
