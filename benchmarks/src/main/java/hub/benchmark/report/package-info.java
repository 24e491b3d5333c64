/** Tables in Markdown, the machine they were measured on, progress. */
@NullMarked
package hub.benchmark.report;

import org.jspecify.annotations.NullMarked;
