package hub.store.h2;

import hub.store.TimeRange;
import java.util.Arrays;

/** The readings of other blocks that are in a range. */
final class ClippedBlocks implements Blocks {

    private final Blocks all;
    private final TimeRange range;
    private final long[] times = new long[MAX_SIZE];
    private final long[] mantissas = new long[MAX_SIZE];
    private final double[] values = new double[MAX_SIZE];
    private boolean copied;
    private int size;

    /** The range's part of blocks that may go beyond it. */
    ClippedBlocks(Blocks all, TimeRange range) {
        this.all = all;
        this.range = range;
        all.skipTo(range.fromMicros());
    }

    @Override
    public boolean next() {
        while (all.next()) {
            int from = lowerBound(range.fromMicros());
            int to = lowerBound(range.toMicros());
            if (from < to) {
                show(from, to);
                return true;
            }
            if (to < all.size()) {
                return false;
            }
        }
        return false;
    }

    private int lowerBound(long time) {
        long[] in = all.times();
        int last = all.size() - 1;
        if (in[0] >= time) {
            return 0;
        }
        if (in[last] < time) {
            return last + 1;
        }
        int found = Arrays.binarySearch(in, 0, last + 1, time);
        return found >= 0 ? found : -found - 1;
    }

    /** A block that begins with the range is shown as it is; of another, what is in the range is copied. */
    private void show(int from, int to) {
        size = to - from;
        copied = from > 0;
        if (copied) {
            System.arraycopy(all.times(), from, times, 0, size);
            System.arraycopy(all.values(), from, values, 0, size);
            if (all.scale() != NO_SCALE) {
                System.arraycopy(all.mantissas(), from, mantissas, 0, size);
            }
        }
    }

    @Override
    public void skipTo(long timeMicros) {
        all.skipTo(timeMicros);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long[] times() {
        return copied ? times : all.times();
    }

    @Override
    public int scale() {
        return all.scale();
    }

    @Override
    public long[] mantissas() {
        if (!copied || scale() == NO_SCALE) {
            return all.mantissas(); // Throws if there are none.
        }
        return mantissas;
    }

    @Override
    public double[] values() {
        return copied ? values : all.values();
    }
}
