/** Who is known: devices, users, programs, and the log of every change of them. */
@NullMarked
package hub.registry;

import org.jspecify.annotations.NullMarked;
