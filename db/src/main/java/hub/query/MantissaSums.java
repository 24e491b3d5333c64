package hub.query;

import java.math.BigDecimal;
import java.math.BigInteger;

/** What some decimals of one scale amount to, exactly. */
final class MantissaSums {

    /** Of numbers below this 128 squares, and their sum, are below 2^63. */
    private static final long SQUARES_FIT = 1L << 28;

    private final int scale;
    private final boolean squared;
    private long count;
    private long min;
    private long max;
    private long sum;
    private long squares;

    /** What had no place in the sums; whole numbers. */
    private BigInteger moreSum = BigInteger.ZERO;

    private BigInteger moreSquares = BigInteger.ZERO;

    /** @param squared whether squares are asked for */
    MantissaSums(int scale, boolean squared) {
        this.scale = scale;
        this.squared = squared;
        clear();
    }

    void clear() {
        count = 0;
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        sum = 0;
        squares = 0;
        moreSum = BigInteger.ZERO;
        moreSquares = BigInteger.ZERO;
    }

    /** Adds part of a block; each below 2^53 either way, so their sum is below 2^60. */
    void add(long[] mantissas, int from, int to) {
        long partSum = 0;
        long least = min;
        long greatest = max;
        for (int i = from; i < to; i++) {
            long mantissa = mantissas[i];
            partSum += mantissa;
            least = Math.min(least, mantissa);
            greatest = Math.max(greatest, mantissa);
        }
        min = least;
        max = greatest;
        count += to - from;
        addSum(partSum);
        if (squared) {
            addSquares(mantissas, from, to);
        }
    }

    /** Adds what is known of readings without their squares. */
    void add(long readings, long least, long greatest, long total) {
        count += readings;
        min = Math.min(min, least);
        max = Math.max(max, greatest);
        addSum(total);
    }

    private void addSum(long more) {
        long next = sum + more;
        if (((sum ^ next) & (more ^ next)) < 0) {
            moreSum = moreSum.add(BigInteger.valueOf(sum));
            next = more;
        }
        sum = next;
    }

    private void addSquares(long[] mantissas, int from, int to) {
        if (min <= -SQUARES_FIT || max >= SQUARES_FIT) {
            addLargeSquares(mantissas, from, to);
            return;
        }
        long more = 0;
        for (int i = from; i < to; i++) {
            more += mantissas[i] * mantissas[i];
        }
        long next = squares + more;
        if (next < 0) {
            moreSquares = moreSquares.add(BigInteger.valueOf(squares));
            next = more;
        }
        squares = next;
    }

    /** Adds squares of 106 bits in two halves. */
    private void addLargeSquares(long[] mantissas, int from, int to) {
        long high = 0;
        long low = 0;
        for (int i = from; i < to; i++) {
            long square = mantissas[i] * mantissas[i];
            low += square;
            high += Math.multiplyHigh(mantissas[i], mantissas[i]) + (Long.compareUnsigned(low, square) < 0 ? 1 : 0);
        }
        BigInteger lowPart = new BigInteger(Long.toUnsignedString(low));
        moreSquares =
                moreSquares.add(BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(lowPart));
    }

    int scale() {
        return scale;
    }

    long count() {
        return count;
    }

    double min() {
        return min / Quotient.power(scale);
    }

    double max() {
        return max / Quotient.power(scale);
    }

    /** Whether {@link #sum} and {@link #squares} are all. */
    boolean isSmall() {
        return moreSum.signum() == 0 && moreSquares.signum() == 0;
    }

    /** In units of the scale. */
    long sum() {
        return sum;
    }

    /** In units of the scale, squared. */
    long squares() {
        return squares;
    }

    BigDecimal exactSum() {
        return new BigDecimal(moreSum.add(BigInteger.valueOf(sum)), scale);
    }

    BigDecimal exactSquares() {
        return new BigDecimal(moreSquares.add(BigInteger.valueOf(squares)), 2 * scale);
    }
}
