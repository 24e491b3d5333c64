/** The command line: every option as flag, environment variable and configuration key. */
@NullMarked
package hub.cli;

import org.jspecify.annotations.NullMarked;
