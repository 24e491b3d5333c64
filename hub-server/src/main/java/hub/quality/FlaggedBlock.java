package hub.quality;

import hub.store.ReadingBlock;

/** Readings of one scale with their flags, as they are filled in. */
final class FlaggedBlock implements ReadingBlock {

    private final long[] times = new long[MAX_SIZE];
    private final long[] mantissas = new long[MAX_SIZE];
    private final double[] values = new double[MAX_SIZE];
    private final int[] flags = new int[MAX_SIZE];
    private int scale = NO_SCALE;
    private int size;

    void clear() {
        size = 0;
    }

    /** Whether there is room for a reading of a scale. */
    boolean takes(int ofScale) {
        return size == 0 || (size < MAX_SIZE && scale == ofScale);
    }

    void add(ReadingQueue reading, int itsFlags) {
        scale = reading.scale();
        times[size] = reading.time();
        mantissas[size] = reading.mantissa();
        values[size] = reading.value();
        flags[size] = itsFlags;
        size++;
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
        return values;
    }

    @Override
    public boolean isMarked() {
        return true;
    }

    @Override
    public int mark(int reading) {
        return flags[reading];
    }
}
