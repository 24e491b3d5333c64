/** Numbers and strangers' strings as text that people can read. */
@NullMarked
package hub.text;

import org.jspecify.annotations.NullMarked;
