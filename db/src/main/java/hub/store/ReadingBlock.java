package hub.store;

/**
 * A few consecutive readings of one series, strictly ascending by time. The arrays belong to whoever made the block and
 * change with its next step; of each the first {@link #size()} elements count.
 *
 * <p>Sensors report decimals: where the values of a block are such, they stand as integers over one power of ten, which
 * adds and compares exactly and fast.
 */
public interface ReadingBlock {

    /** The most readings in a block. */
    int MAX_SIZE = 128;

    /** The scale of a block whose values have none in common. */
    int NO_SCALE = -1;

    /** How many readings, at least 1. */
    int size();

    /** Times in µs since 1970. */
    long[] times();

    /** The time of the first reading. */
    default long firstTime() {
        return times()[0];
    }

    /** The time of the last reading. */
    default long lastTime() {
        return times()[size() - 1];
    }

    /** The value is mantissa / 10^scale: 0 to 9, or {@link #NO_SCALE}. */
    int scale();

    /**
     * Values times 10^scale, less than 2^53 either way.
     *
     * @throws IllegalStateException if the block has no scale
     */
    long[] mantissas();

    /** Values, computed from the mantissas at the first call if there are such. */
    double[] values();

    /** Whether somebody who stands between the store and the question has put marks on its readings. */
    default boolean isMarked() {
        return false;
    }

    /** What those marks are, in the lower 8 bits; 0 for none. */
    default int mark(int reading) {
        return 0;
    }
}
