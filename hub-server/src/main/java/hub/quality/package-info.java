/** Flags of readings that should be looked at before they are believed; computed when they are asked for, never stored. */
@NullMarked
package hub.quality;

import org.jspecify.annotations.NullMarked;
