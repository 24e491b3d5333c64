/** Tables as Apache Parquet and as Arrow streams: written in one pass and bounded memory, read a page at a time. */
@NullMarked
package hub.columnar;

import org.jspecify.annotations.NullMarked;
