/** Exports of everything by many at once, beside devices that send. */
@NullMarked
package hub.benchmark.export;

import org.jspecify.annotations.NullMarked;
