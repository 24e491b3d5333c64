/** Questions in SQL: checked, read-only, over what the store has, by an H2 that holds nothing. */
@NullMarked
package hub.sql;

import org.jspecify.annotations.NullMarked;
