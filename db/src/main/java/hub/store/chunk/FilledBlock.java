package hub.store.chunk;

import hub.store.ReadingBlock;

/**
 * A block with arrays of its own, which whoever extends it fills before it says what is in them. Values that are not there
 * are computed from the mantissas when they are asked for. Not for two threads.
 */
public abstract class FilledBlock implements ReadingBlock {

    /** Times in µs since 1970. */
    protected final long[] times = new long[MAX_SIZE];

    /** Values times 10^scale, if there is a scale. */
    protected final long[] mantissas = new long[MAX_SIZE];

    protected final double[] values = new double[MAX_SIZE];

    private int size;
    private int scale = NO_SCALE;
    private boolean valuesKnown;

    /**
     * The arrays are filled.
     *
     * @param count how many of their elements count
     * @param itsScale of the mantissas, or {@link #NO_SCALE} where there are none
     * @param withValues whether values are there beside mantissas; without a scale they are
     */
    protected final void filled(int count, int itsScale, boolean withValues) {
        size = count;
        scale = itsScale;
        valuesKnown = withValues || itsScale == NO_SCALE;
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final long[] times() {
        return times;
    }

    @Override
    public final int scale() {
        return scale;
    }

    @Override
    public final long[] mantissas() {
        if (scale == NO_SCALE) {
            throw new IllegalStateException("the values of this block have no scale");
        }
        return mantissas;
    }

    @Override
    public final double[] values() {
        if (!valuesKnown) {
            valuesKnown = true;
            Decimals.toValues(mantissas, scale, values, size);
        }
        return values;
    }
}
