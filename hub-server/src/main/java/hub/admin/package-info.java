/** Calls that change who is known, and the pages where people log in. */
@NullMarked
package hub.admin;

import org.jspecify.annotations.NullMarked;
