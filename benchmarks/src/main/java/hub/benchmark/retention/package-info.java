/** Whether the file stays bounded while readings come and go. */
@NullMarked
package hub.benchmark.retention;

import org.jspecify.annotations.NullMarked;
