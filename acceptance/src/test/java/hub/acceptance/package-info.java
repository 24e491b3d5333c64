/** The promises, tested from outside: the real jars as processes, over sockets and HTTP only. */
@NullMarked
package hub.acceptance;

import org.jspecify.annotations.NullMarked;
