/** Air quality indexes from readings of particles and gases: indicative, since low-cost sensors are no reference instruments. */
@NullMarked
package hub.airquality;

import org.jspecify.annotations.NullMarked;
