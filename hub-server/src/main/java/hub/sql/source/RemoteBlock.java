package hub.sql.source;

import hub.store.ReadingBlock;
import hub.store.chunk.Decimals;
import java.nio.ByteBuffer;

/** A block that came from another process. */
final class RemoteBlock implements ReadingBlock {

    private final long[] times = new long[MAX_SIZE];
    private final long[] mantissas = new long[MAX_SIZE];
    private final double[] values = new double[MAX_SIZE];
    private int size;
    private int scale;
    private boolean hasValues;

    void read(ByteBuffer from) {
        size = from.get() & 0xFF;
        scale = from.get();
        from.asLongBuffer().get(times, 0, size);
        from.position(from.position() + size * Long.BYTES);
        hasValues = scale == NO_SCALE;
        if (hasValues) {
            from.asDoubleBuffer().get(values, 0, size);
        } else {
            from.asLongBuffer().get(mantissas, 0, size);
        }
        from.position(from.position() + size * Long.BYTES);
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
            throw new IllegalStateException("the block has no scale");
        }
        return mantissas;
    }

    @Override
    public double[] values() {
        if (!hasValues) {
            hasValues = true;
            for (int i = 0; i < size; i++) {
                values[i] = Decimals.value(mantissas[i], scale);
            }
        }
        return values;
    }
}
