/** What all HTTP handlers share: problems and headers. */
@NullMarked
package hub.http;

import org.jspecify.annotations.NullMarked;
