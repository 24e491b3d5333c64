package hub.sql;

/**
 * How large a result may be.
 *
 * @param rows the most rows
 * @param bytes the most bytes, before it is packed
 */
record ResultLimits(long rows, long bytes) {}
