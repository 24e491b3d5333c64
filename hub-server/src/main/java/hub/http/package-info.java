/** What all HTTP handlers share: problems, parameters, headers, the dashboard's files. */
@NullMarked
package hub.http;

import org.jspecify.annotations.NullMarked;
