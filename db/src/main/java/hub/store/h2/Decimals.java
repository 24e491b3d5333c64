package hub.store.h2;

/**
 * Values as integers over a common power of ten, where that gives back every one of them to the bit.
 *
 * <p>Sensors report decimals, so 21.7 is better kept as 217 and "one decimal". A mantissa below 2^53 and a power up to
 * 10^9 are both exact as doubles, and division is correctly rounded, so the quotient is the double nearest to the
 * decimal: the one that parsing the decimal yields. Whether it is the value at hand is checked, never assumed.
 */
final class Decimals {
    static final int MAX_SCALE = 9;
    /** The scale of values that have none in common. */
    static final int NO_SCALE = -1;
    /** Mantissas are less than this, either way: 2^53. */
    static final long MANTISSA_LIMIT = 1L << 53;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private Decimals() {}

    /** The least scale that gives back all values {@code [from, to)}, or {@link #NO_SCALE}. */
    static int commonScale(double[] values, int from, int to) {
        int scale = 0;
        for (int i = from; i < to; i++) {
            while (!isExact(values[i], scale)) {
                if (++scale > MAX_SCALE) {
                    return NO_SCALE;
                }
            }
        }
        for (int i = from; i < to; i++) { // What was exact at a lower scale need not be at this one.
            if (!isExact(values[i], scale)) {
                return NO_SCALE;
            }
        }
        return scale;
    }

    static long mantissa(double value, int scale) {
        return (long) Math.rint(value * POWERS[scale]);
    }

    static double value(long mantissa, int scale) {
        return mantissa / POWERS[scale];
    }

    private static boolean isExact(double value, int scale) {
        long mantissa = mantissa(value, scale);
        return mantissa > -MANTISSA_LIMIT
                && mantissa < MANTISSA_LIMIT
                && Double.doubleToRawLongBits(value(mantissa, scale)) == Double.doubleToRawLongBits(value);
    }
}
