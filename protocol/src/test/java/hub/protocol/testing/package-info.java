/** What the tests of every module share: the golden frames and random readings. */
@NullMarked
package hub.protocol.testing;

import org.jspecify.annotations.NullMarked;
