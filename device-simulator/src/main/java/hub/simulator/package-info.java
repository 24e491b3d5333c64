/** The commands of the device simulator, their options and what they wire together. */
@NullMarked
package hub.simulator;

import org.jspecify.annotations.NullMarked;
