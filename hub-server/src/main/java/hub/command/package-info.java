/** Commands for devices: events that lead from issued to done, failed or expired. */
@NullMarked
package hub.command;

import org.jspecify.annotations.NullMarked;
