/** Statements in SQL that take as much as the hub lets them, beside devices that send. */
@NullMarked
package hub.benchmark.statement;

import org.jspecify.annotations.NullMarked;
