/** The way of a reading: accepted once, journalled, applied, acknowledged, shown live. */
@NullMarked
package hub.ingest;

import org.jspecify.annotations.NullMarked;
