/** What the hub's log looks like: lines of text or of JSON, repeated ones counted, secrets left out. */
@NullMarked
package hub.logging;

import org.jspecify.annotations.NullMarked;
