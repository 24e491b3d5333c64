/** The analysts' questions q1 to q9, put to the hub's storage and to SQLite. */
@NullMarked
package hub.benchmark.question;

import org.jspecify.annotations.NullMarked;
