/** A disk that a test can break, for journal and database together. */
@NullMarked
package hub.disk;

import org.jspecify.annotations.NullMarked;
