package hub.store.chunk;

import java.util.Objects;

/**
 * The readings {@code [from, to)} of one series, which are to go into a chunk.
 *
 * @param series its number, not negative
 * @param times microseconds since 1970, strictly ascending
 * @param values any doubles
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the caller's arrays, to be encoded at once, never compared.
public record SeriesColumn(int series, long[] times, double[] values, int from, int to) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if there are no readings, or the series is negative
     * @throws IndexOutOfBoundsException if the range is not within both arrays
     */
    public SeriesColumn {
        Objects.checkFromToIndex(from, to, times.length);
        Objects.checkFromToIndex(from, to, values.length);
        if (from == to || series < 0) {
            throw new IllegalArgumentException("series " + series + " with " + (to - from) + " readings");
        }
    }

    /** How many readings. */
    public int count() {
        return to - from;
    }
}
