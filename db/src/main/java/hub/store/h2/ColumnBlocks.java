package hub.store.h2;

import hub.store.chunk.Decimals;
import hub.store.chunk.FilledBlock;

/** Readings in memory as blocks, with their common decimal scale where they have one, as in chunks. */
final class ColumnBlocks extends FilledBlock implements Blocks {

    private final Columns columns;
    private int at;

    ColumnBlocks(Columns columns) {
        this.columns = columns;
    }

    @Override
    public boolean next() {
        int count = Math.min(MAX_SIZE, columns.size() - at);
        if (count <= 0) {
            return false;
        }
        System.arraycopy(columns.times(), at, times, 0, count);
        System.arraycopy(columns.values(), at, values, 0, count);
        at += count;
        int scale = Decimals.commonScale(values, 0, count, 0);
        for (int i = 0; scale != NO_SCALE && i < count; i++) {
            mantissas[i] = Decimals.mantissa(values[i], scale);
        }
        filled(count, scale, true);
        return true;
    }

    @Override
    public void skipTo(long timeMicros) {
        at = Math.max(at, columns.lowerBound(timeMicros));
    }
}
