/** What statements see of the hub: of the store in this process, or of one in another. */
@NullMarked
package hub.sql.source;

import org.jspecify.annotations.NullMarked;
