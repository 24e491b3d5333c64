package hub.store.chunk;

import java.util.Arrays;

/** The readings of a decoded chunk as two columns, which are reused from chunk to chunk and grow to the longest. */
public final class ChunkColumns {
    private long[] times = new long[0];
    private double[] values = new double[0];
    private int count;

    /** How many readings there are. */
    public int count() {
        return count;
    }

    /** Times in microseconds since 1970, ascending; the first {@link #count()} count, until the next decoding. */
    public long[] times() {
        return times;
    }

    /** Values; the first {@link #count()} count, until the next decoding. */
    public double[] values() {
        return values;
    }

    /** Makes room for so many readings; what the columns held is lost. */
    void clear(int capacity) {
        count = 0;
        if (times.length < capacity) {
            int grown = Math.max(capacity, times.length + (times.length >> 1));
            times = Arrays.copyOf(times, grown);
            values = Arrays.copyOf(values, grown);
        }
    }

    void setCount(int count) {
        this.count = count;
    }
}
