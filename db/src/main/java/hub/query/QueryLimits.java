package hub.query;

/**
 * What one question may hold in memory. All but the last only cost time when they are small: the range is read in more
 * slices.
 *
 * @param heldReadings readings that wait to be merged with those of other series, 16 bytes each
 * @param heldBuckets rows that wait to be put in order, 16 bytes and 8 for each aggregate
 * @param percentileBytes what percentiles collect: 4 bytes for each step between the least and the greatest decimal of a
 *     bucket, or 8 bytes a reading where values are no decimals or spread widely
 */
public record QueryLimits(int heldReadings, int heldBuckets, long percentileBytes) {

    /** 16 MiB, 3 to 10 MiB, 64 MiB. */
    public static final QueryLimits DEFAULT = new QueryLimits(1 << 20, 1 << 17, 64L << 20);

    /** @throws IllegalArgumentException if one is below 1 */
    public QueryLimits {
        if (heldReadings < 1 || heldBuckets < 1 || percentileBytes < 1) {
            throw new IllegalArgumentException("limits are at least 1");
        }
    }
}
