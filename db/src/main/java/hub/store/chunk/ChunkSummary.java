package hub.store.chunk;

/**
 * What a chunk holds, in nine numbers, so that it is its own rollup.
 *
 * @param count how many readings, at least 1
 * @param minTime the time of the first, in microseconds since 1970
 * @param maxTime the time of the last
 * @param min the least value; NaN if any value is
 * @param max the greatest value; NaN if any value is
 * @param sum of all values: with a scale the double nearest to it, otherwise added with compensation
 * @param first the value at {@code minTime}
 * @param last the value at {@code maxTime}
 * @param scale 0 to 9 if every value is a whole number below 2^53 over 10^scale and the sum is one below 2^63; or −1
 */
public record ChunkSummary(
        int count,
        long minTime,
        long maxTime,
        double min,
        double max,
        double sum,
        double first,
        double last,
        int scale) {

    public ChunkSummary {
        if (count < 1 || minTime > maxTime) {
            throw new IllegalArgumentException(
                    "no chunk has " + count + " readings from " + minTime + " to " + maxTime);
        }
    }
}
