/** Readings from files into the data of a hub that is stopped. */
@NullMarked
package hub.importing;

import org.jspecify.annotations.NullMarked;
