/** Who may connect, and who may see. */
@NullMarked
package hub.security;

import org.jspecify.annotations.NullMarked;
