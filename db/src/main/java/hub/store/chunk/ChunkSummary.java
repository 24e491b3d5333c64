package hub.store.chunk;

/**
 * What a chunk holds, in eight numbers, so that it is its own rollup.
 *
 * @param count how many readings, at least 1
 * @param minTime the time of the first, in microseconds since 1970
 * @param maxTime the time of the last
 * @param min the least value; NaN if any value is
 * @param max the greatest value; NaN if any value is
 * @param sum of all values: of decimals correctly rounded, of others added with compensation
 * @param first the value at {@code minTime}
 * @param last the value at {@code maxTime}
 */
public record ChunkSummary(
        int count, long minTime, long maxTime, double min, double max, double sum, double first, double last) {

    public ChunkSummary {
        if (count < 1 || minTime > maxTime) {
            throw new IllegalArgumentException(
                    "no chunk has " + count + " readings from " + minTime + " to " + maxTime);
        }
    }
}
