package hub.query;

/**
 * What stands for a bucket without readings. With a fill every bucket that overlaps the range has a row for every series
 * of the selection; such a row has 0 readings and a coverage of 0, and what is written here goes for the other columns.
 */
public enum Fill {
    /** It has no row. */
    NONE,
    /** Its row has no values. */
    NULL,
    /** It repeats the last bucket with readings inside the range; no values before the first of those. */
    PREVIOUS,
    /**
     * It lies on the straight line, by the buckets' starts, between the last bucket with readings and the next one, both
     * inside the range; no values before the first and behind the last of those.
     */
    LINEAR
}
