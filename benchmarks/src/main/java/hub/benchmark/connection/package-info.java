/** What many connections cost the hub, and how it stands what networks and strangers do to them. */
@NullMarked
package hub.benchmark.connection;

import org.jspecify.annotations.NullMarked;
