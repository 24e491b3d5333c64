package hub.query;

import hub.store.ReadingBlock;

/**
 * Divides the values of a block that has no scale into decimals and others. Such a block may well hold decimals, since one
 * value that is none takes the scale from all its neighbours; how a value is added up must not depend on those.
 */
final class BlockSplit {

    /** Up to this, either way, the product of a decimal's double and its power of ten rounds to its mantissa: 2^50. */
    static final double CERTAIN = 0x1p50;

    private static final int MAX_SCALE = 9;

    private final long[] mantissas = new long[ReadingBlock.MAX_SIZE];
    private final double[] others = new double[ReadingBlock.MAX_SIZE];
    private int scale = 2;
    private int decimalCount;
    private int otherCount;

    /** Tells the scale of a block that has one: blocks near it are likely to hold such values too. */
    void expect(int usualScale) {
        scale = usualScale;
    }

    void split(double[] values, int from, int to) {
        decimalCount = 0;
        otherCount = 0;
        double power = Quotient.power(scale);
        for (int i = from; i < to; i++) {
            double units = Math.rint(values[i] * power);
            if (isExact(units, power, values[i])) {
                mantissas[decimalCount++] = (long) units;
            } else {
                others[otherCount++] = values[i];
            }
        }
    }

    /** Zero below zero is not a decimal: its sign would be lost. */
    private static boolean isExact(double units, double power, double value) {
        return Math.abs(units) < CERTAIN
                && units / power == value
                && (value != 0 || Double.doubleToRawLongBits(value) == 0);
    }

    /** Of the decimals. */
    int scale() {
        return scale;
    }

    /** Those values that are whole numbers over 10^scale; the first {@link #decimalCount()} count. */
    long[] mantissas() {
        return mantissas;
    }

    int decimalCount() {
        return decimalCount;
    }

    /** The other values; the first {@link #otherCount()} count. */
    double[] others() {
        return others;
    }

    int otherCount() {
        return otherCount;
    }

    /** Leaves among the others those that are no decimals of any scale, and adds up the rest. */
    void addFiner(DecimalSums sums) {
        int left = 0;
        for (int i = 0; i < otherCount; i++) {
            int fine = fineScale(others[i]);
            if (fine == ReadingBlock.NO_SCALE) {
                others[left++] = others[i];
            } else {
                mantissas[0] = (long) Math.rint(others[i] * Quotient.power(fine));
                sums.at(fine).add(mantissas, 0, 1);
            }
        }
        otherCount = left;
    }

    /** A scale at which a value is a whole number, the largest at which that is certain; or that it is no decimal. */
    static int fineScale(double value) {
        int fine = MAX_SCALE;
        while (fine > 0 && Math.abs(value) * Quotient.power(fine) >= CERTAIN) {
            fine--;
        }
        double power = Quotient.power(fine);
        return isExact(Math.rint(value * power), power, value) ? fine : ReadingBlock.NO_SCALE;
    }
}
