/** The hub's address: listener, TLS, and who stands before it. */
@NullMarked
package hub.web;

import org.jspecify.annotations.NullMarked;
