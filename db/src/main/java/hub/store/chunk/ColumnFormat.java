package hub.store.chunk;

/** What the writer and the reader of the directory agree on; {@link Chunk} describes it. */
final class ColumnFormat {
    static final int VERSION = 2;
    /** The most bytes of a chunk. */
    static final int MAX_BYTES = 1 << 20;

    static final int CHECKSUM_BYTES = 4;

    static final int MICROS = 0;
    static final int MILLIS = 1;
    static final int SECONDS = 2;
    /** In the place of a unit: the times are some of those of another column. */
    static final int SUBSET = 3;

    /** The bits of a value column's coding that are its scale. */
    static final int SCALE_MASK = 0xF;
    /** Some values are none of the decimals: each block begins with them. */
    static final int PATCHED = 1 << 4;
    /** The values are the bits of doubles. */
    static final int FLOATS = 1 << 5;
    /** The summary is in doubles, not in mantissas. */
    static final int DOUBLE_SUMMARY = 1 << 6;
    /** The most low bits that are 0 in all doubles of a column and not kept. */
    static final int MAX_SHIFT = 52;

    private ColumnFormat() {}

    /** A unit of time in microseconds. */
    static long micros(int unit) {
        return switch (unit) {
            case SECONDS -> 1_000_000;
            case MILLIS -> 1_000;
            default -> 1;
        };
    }

    /** A double as a whole number that is greater if the double is; without its lowest bits, which are 0. */
    static long ordered(double value, int shift) {
        long bits = Double.doubleToRawLongBits(value) >> shift;
        return bits ^ ((bits >> (Long.SIZE - 1)) >>> (1 + shift));
    }

    /** The double of such a number. */
    static double unordered(long ordered, int shift) {
        long bits = ordered ^ ((ordered >> (Long.SIZE - 1)) >>> (1 + shift));
        return Double.longBitsToDouble(bits << shift);
    }
}
