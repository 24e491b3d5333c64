package hub.store.h2;

import hub.store.ReadingBlock;
import hub.store.chunk.Decimals;

/** Readings in memory as blocks, with their common decimal scale where they have one, as in chunks. */
final class ColumnBlocks implements Blocks {

    private final Columns columns;
    private final long[] times = new long[MAX_SIZE];
    private final double[] values = new double[MAX_SIZE];
    private final long[] mantissas = new long[MAX_SIZE];
    private int at;
    private int size;
    private int scale;

    ColumnBlocks(Columns columns) {
        this.columns = columns;
    }

    @Override
    public boolean next() {
        size = Math.min(MAX_SIZE, columns.size() - at);
        if (size <= 0) {
            return false;
        }
        System.arraycopy(columns.times(), at, times, 0, size);
        System.arraycopy(columns.values(), at, values, 0, size);
        at += size;
        scale = Decimals.commonScale(values, 0, size, 0);
        for (int i = 0; scale != ReadingBlock.NO_SCALE && i < size; i++) {
            mantissas[i] = Decimals.mantissa(values[i], scale);
        }
        return true;
    }

    @Override
    public void skipTo(long timeMicros) {
        at = Math.max(at, columns.lowerBound(timeMicros));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long[] times() {
        return times;
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public long[] mantissas() {
        if (scale == NO_SCALE) {
            throw new IllegalStateException("the values have no common scale");
        }
        return mantissas;
    }

    @Override
    public double[] values() {
        return values;
    }
}
