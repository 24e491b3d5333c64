package hub.query;

import java.util.Arrays;

/**
 * The values of a bucket for percentiles.
 *
 * <p>A few decimals are kept as they are, as whole numbers of one scale. When there are more they are counted: there is a
 * counter for each step of the last digit between the least and the greatest, as far as those are near each other; what
 * lies outside of that window, such as the −999.9 of a broken sensor, is kept beside it. Values that are no decimals of
 * that scale are kept as their bits, turned so that they compare as the numbers do.
 */
final class Distribution {

    private static final int FEW = 4_096;
    /** Numbers are less than this either way, so that they are exact as doubles: 2^53. */
    private static final long LARGEST = Quotient.EXACT;

    private final NumberList kept;
    private final CountingWindow window;
    private final NumberList floats;
    private int scale;
    private long count;

    Distribution(MemoryBudget budget) {
        this.kept = new NumberList(budget);
        this.window = new CountingWindow(budget);
        this.floats = new NumberList(budget);
    }

    void clear() {
        kept.clear();
        floats.clear();
        window.close();
        count = 0;
        scale = 0;
    }

    /** Gives back its memory. */
    void release() {
        clear();
        kept.release();
        floats.release();
    }

    /** Adds values that are decimals. */
    void add(long[] mantissas, int itsScale, int from, int to) {
        grow(to - from);
        if (itsScale > scale) {
            rescale(itsScale);
        }
        if (itsScale == scale) {
            addNumbers(mantissas, from, to);
            return;
        }
        long factor = (long) Quotient.power(scale - itsScale);
        long[] number = new long[1];
        for (int i = from; i < to; i++) {
            if (Math.abs(mantissas[i]) < LARGEST / factor) {
                number[0] = mantissas[i] * factor;
                addNumbers(number, 0, 1);
            } else {
                addFloat(mantissas[i] / Quotient.power(itsScale));
            }
        }
    }

    /** Adds the first so many values. */
    void add(double[] values, int size) {
        grow(size);
        for (int i = 0; i < size; i++) {
            addFloat(values[i]);
        }
    }

    private void grow(int more) {
        count += more;
        if (count > Integer.MAX_VALUE - 8) {
            throw new QueryTooLargeException("percentiles are of at most " + (Integer.MAX_VALUE - 8)
                    + " readings a bucket; ask for narrower buckets");
        }
    }

    private void addFloat(double value) {
        floats.reserve(1);
        floats.add(ordered(value));
    }

    private void addNumbers(long[] numbers, int from, int to) {
        if (window.isOpen()) {
            int at = window.add(numbers, from, to);
            while (at < to) {
                addOutside(numbers[at]);
                at = window.add(numbers, at + 1, to);
            }
            return;
        }
        kept.reserve(to - from);
        for (int i = from; i < to; i++) {
            kept.add(numbers[i]);
        }
        if (kept.size() > FEW) {
            openWindow();
        }
    }

    private void addOutside(long number) {
        kept.reserve(1);
        kept.add(number);
        if (window.grow(number)) {
            countKept();
        }
    }

    private void openWindow() {
        long[] numbers = kept.numbers();
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < kept.size(); i++) {
            least = Math.min(least, numbers[i]);
            greatest = Math.max(greatest, numbers[i]);
        }
        window.open(least, greatest, Ranks.select(numbers, kept.size(), kept.size() / 2));
        countKept();
    }

    /** Counts what the window has counters for. */
    private void countKept() {
        int size = kept.size();
        kept.clear();
        for (int at = window.add(kept.numbers(), 0, size); at < size; at = window.add(kept.numbers(), at + 1, size)) {
            kept.add(kept.numbers()[at]);
        }
    }

    /** Brings the decimals to a finer scale, but for those that are too large for it. */
    private void rescale(int finer) {
        long factor = (long) Quotient.power(finer - scale);
        long limit = LARGEST / factor;
        if (window.isOpen()
                && (Math.abs(window.base()) >= limit - CountingWindow.MAX_LENGTH || !window.refine(factor))) {
            window.spill(kept);
        }
        int size = kept.size();
        kept.clear();
        for (int i = 0; i < size; i++) {
            long number = kept.numbers()[i];
            if (Math.abs(number) < limit) {
                kept.add(number * factor);
            } else {
                addFloat(number / Quotient.power(scale));
            }
        }
        scale = finer;
    }

    /**
     * The value at a rank.
     *
     * @param rank from 1 to the number of values
     */
    double value(long rank) {
        if (count == floats.size()) {
            return unordered(Ranks.select(floats.numbers(), floats.size(), (int) rank - 1));
        }
        Arrays.sort(floats.numbers(), 0, floats.size());
        // So many floats are among the values up to that rank.
        long least = Math.max(0, rank - (kept.size() + window.counted()));
        long most = Math.min(rank, floats.size());
        while (least < most) {
            long tried = (least + most) >>> 1;
            if (rank - tried > 0 && compare(rank - tried - 1, tried) > 0) {
                least = tried + 1;
            } else {
                most = tried;
            }
        }
        double value = Double.NEGATIVE_INFINITY;
        if (least > 0) {
            value = unordered(floats.numbers()[(int) least - 1]);
        }
        return rank > least ? Math.max(value, decimal(rank - least - 1)) : value;
    }

    /** How a decimal compares with a float, by their indexes in ascending order. */
    private int compare(long decimal, long fromFloats) {
        return Double.compare(decimal(decimal), unordered(floats.numbers()[(int) fromFloats]));
    }

    private double decimal(long index) {
        long[] numbers = kept.numbers();
        long below = 0;
        for (int i = 0; window.isOpen() && i < kept.size(); i++) {
            below += numbers[i] < window.base() ? 1 : 0;
        }
        if (index >= below && index < below + window.counted()) {
            return window.select(index - below) / Quotient.power(scale);
        }
        long among = index < below ? index : index - window.counted();
        return Ranks.select(numbers, kept.size(), (int) among) / Quotient.power(scale);
    }

    private static long ordered(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private static double unordered(long ordered) {
        return Double.longBitsToDouble(ordered ^ (ordered >> 63 & Long.MAX_VALUE));
    }
}
