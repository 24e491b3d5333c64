package hub.store.chunk;

import java.math.BigDecimal;

/**
 * Values as integers over a common power of ten, where that gives them back to the bit.
 *
 * <p>Sensors report decimals, so 21.7 is better kept as 217 and "one decimal". A mantissa below 2^53 and a power
 * up to 10^9 are both exact as doubles, and division is correctly rounded, so the quotient is the double nearest
 * to the decimal: the one that parsing the decimal yields. Whether it is the value at hand is checked, never
 * assumed.
 */
public final class Decimals {
    static final int MAX_SCALE = 9;
    /** The scale of values that have none in common. */
    static final int NO_SCALE = -1;
    /** Mantissas are less than this, either way: 2^53. */
    static final long MANTISSA_LIMIT = 1L << 53;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final double BITS_A_DECIMAL = 3.33;
    private static final int BITS_A_PATCH = 72;
    /** A scale that one value in so many needs, not the first one alone, is tried first from then on. */
    private static final int USUAL = 16;

    private Decimals() {}

    /**
     * The scale with which the values {@code [from, to)} take the least room, if those that it does not give back
     * are kept apart; {@link #NO_SCALE}, which is -1, if those would be more than {@code maxApart} with any scale.
     */
    public static int commonScale(double[] values, int from, int to, int maxApart) {
        int[] needed = new int[MAX_SCALE + 2];
        int usual = 0;
        for (int i = from; i < to; i++) {
            int scale = isExact(values[i], mantissa(values[i], usual), usual) ? usual : leastScale(values[i]);
            needed[scale]++;
            if (needed[MAX_SCALE + 1] > maxApart) {
                return NO_SCALE;
            }
            if (scale > usual && scale <= MAX_SCALE && USUAL * (needed[scale] - 1) > i - from) {
                usual = scale;
            }
        }
        return cheapest(needed, to - from, maxApart);
    }

    private static int cheapest(int[] needed, int count, int maxApart) {
        int best = NO_SCALE;
        double bestBits = Double.MAX_VALUE;
        int patches = count;
        for (int scale = 0; scale <= MAX_SCALE; scale++) {
            patches -= needed[scale];
            double bits = (double) patches * BITS_A_PATCH + scale * BITS_A_DECIMAL * count;
            if (bits < bestBits && patches <= maxApart) {
                best = scale;
                bestBits = bits;
            }
        }
        return best;
    }

    private static int leastScale(double value) {
        int scale = 0;
        while (scale <= MAX_SCALE && !isExact(value, mantissa(value, scale), scale)) {
            scale++;
        }
        return scale;
    }

    /** The mantissa that is nearest to a value, at a scale of 0 to 9. */
    public static long mantissa(double value, int scale) {
        return (long) Math.rint(value * POWERS[scale]);
    }

    /** The value of a mantissa, at a scale of 0 to 9. */
    public static double value(long mantissa, int scale) {
        return mantissa / POWERS[scale];
    }

    /** The value of a mantissa that may be beyond the limit, such as a sum: correctly rounded all the same. */
    static double exactValue(long mantissa, int scale) {
        return isInRange(mantissa)
                ? value(mantissa, scale)
                : BigDecimal.valueOf(mantissa, scale).doubleValue();
    }

    static void toValues(long[] mantissas, int scale, double[] values, int count) {
        double power = POWERS[scale];
        for (int i = 0; i < count; i++) {
            values[i] = mantissas[i] / power;
        }
    }

    static boolean isInRange(long mantissa) {
        return mantissa > -MANTISSA_LIMIT && mantissa < MANTISSA_LIMIT;
    }

    /** Whether that mantissa gives back that value. */
    static boolean isExact(double value, long mantissa, int scale) {
        return isInRange(mantissa)
                && Double.doubleToRawLongBits(value(mantissa, scale)) == Double.doubleToRawLongBits(value);
    }

    /** Whether so many mantissas between those may add up to more than 64 bits. */
    static boolean sumMayOverflow(long min, long max, int count) {
        return Math.max(Math.abs(min), Math.abs(max)) > Long.MAX_VALUE / count;
    }
}
