package hub.store.chunk;

/**
 * What a chunk holds, in eight numbers, so that it is its own rollup.
 *
 * @param count how many readings, at least 1
 * @param minTime the time of the first, in microseconds since 1970
 * @param maxTime the time of the last
 * @param min the least value; NaN if any value is
 * @param max the greatest value; NaN if any value is
 * @param sum of all values, added in the order of time
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

    /**
     * Sums up the readings {@code [from, to)}, which are in the order of time.
     *
     * @throws IllegalArgumentException if there are none
     * @throws IndexOutOfBoundsException if the range is not within both arrays
     */
    public static ChunkSummary of(long[] timesMicros, double[] values, int from, int to) {
        ChunkCodec.requireReadings(timesMicros, values, from, to);
        double min = values[from];
        double max = values[from];
        double sum = 0;
        for (int i = from; i < to; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
            sum += values[i];
        }
        return new ChunkSummary(
                to - from, timesMicros[from], timesMicros[to - 1], min, max, sum, values[from], values[to - 1]);
    }
}
