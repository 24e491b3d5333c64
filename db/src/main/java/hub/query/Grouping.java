package hub.query;

/** Whose readings a bucket sums up. */
public enum Grouping {
    /** Those of one series: one metric of one device. */
    SERIES,
    /** Those of one metric of all selected devices; averages are of readings, not of devices. */
    METRIC
}
