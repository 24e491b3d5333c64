/** The sets of readings that are measured, always the same. */
@NullMarked
package hub.benchmark.data;

import org.jspecify.annotations.NullMarked;
