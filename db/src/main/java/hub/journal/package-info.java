/** The write-ahead journal: what it has acknowledged is on stable storage. */
@NullMarked
package hub.journal;

import org.jspecify.annotations.NullMarked;
