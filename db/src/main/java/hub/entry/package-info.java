/** What stands in the journal: readings as they came, events, what devices say of themselves. */
@NullMarked
package hub.entry;

import org.jspecify.annotations.NullMarked;
