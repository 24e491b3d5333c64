package hub.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What some decimals of any scales amount to, exactly. The results are the doubles nearest to the true ones, and so the
 * same at whichever scale each of the decimals was stored.
 */
final class DecimalSums {

    private static final int SCALES = 10;

    private final boolean squared;
    private final @Nullable MantissaSums[] byScale = new MantissaSums[SCALES];

    /** One bit for each scale that values may have come with. */
    private int used;

    /** @param squared whether squares are asked for */
    DecimalSums(boolean squared) {
        this.squared = squared;
    }

    void clear() {
        for (int left = used; left != 0; left &= left - 1) {
            at(Integer.numberOfTrailingZeros(left)).clear();
        }
        used = 0;
    }

    MantissaSums at(int scale) {
        MantissaSums sums = byScale[scale];
        if (sums == null) {
            sums = new MantissaSums(scale, squared);
            byScale[scale] = sums;
        }
        used |= 1 << scale;
        return sums;
    }

    long count() {
        long count = 0;
        for (int left = used; left != 0; left &= left - 1) {
            count += at(Integer.numberOfTrailingZeros(left)).count();
        }
        return count;
    }

    /** The least; infinite if there is none. */
    double min() {
        double min = Double.POSITIVE_INFINITY;
        for (int left = used; left != 0; left &= left - 1) {
            MantissaSums sums = at(Integer.numberOfTrailingZeros(left));
            min = sums.count() > 0 ? Math.min(min, sums.min()) : min;
        }
        return min;
    }

    double max() {
        double max = Double.NEGATIVE_INFINITY;
        for (int left = used; left != 0; left &= left - 1) {
            MantissaSums sums = at(Integer.numberOfTrailingZeros(left));
            max = sums.count() > 0 ? Math.max(max, sums.max()) : max;
        }
        return max;
    }

    /** The sum, divided. */
    double sumOver(long divisor) {
        MantissaSums only = only();
        return only != null
                ? Quotient.of(only.sum(), only.scale(), divisor)
                : Quotient.of(exactSum(), BigInteger.valueOf(divisor));
    }

    /** The sum of squares of the distances to the mean of n values, (n · Σx² − (Σx)²) / n, divided. */
    double squaredDistancesOver(long divisor) {
        long n = count();
        MantissaSums only = only();
        if (only != null && Math.abs(only.sum()) < 1L << 31 && only.squares() < Long.MAX_VALUE / n) {
            long numerator = n * only.squares() - only.sum() * only.sum();
            if (n < 1L << 31 && divisor < 1L << 31) {
                return Quotient.of(numerator, 2 * only.scale(), n * divisor);
            }
        }
        BigDecimal sum = exactSum();
        BigDecimal numerator = exactSquares().multiply(BigDecimal.valueOf(n)).subtract(sum.multiply(sum));
        return Quotient.of(numerator, BigInteger.valueOf(n).multiply(BigInteger.valueOf(divisor)));
    }

    BigDecimal exactSum() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int left = used; left != 0; left &= left - 1) {
            sum = sum.add(at(Integer.numberOfTrailingZeros(left)).exactSum());
        }
        return sum;
    }

    private BigDecimal exactSquares() {
        BigDecimal squares = BigDecimal.ZERO;
        for (int left = used; left != 0; left &= left - 1) {
            squares = squares.add(at(Integer.numberOfTrailingZeros(left)).exactSquares());
        }
        return squares;
    }

    /** The sums of the only scale, if there is but one and its sums are small. */
    private @Nullable MantissaSums only() {
        if (used == 0 || (used & (used - 1)) != 0) {
            return null;
        }
        MantissaSums only = at(Integer.numberOfTrailingZeros(used));
        return only.isSmall() ? only : null;
    }
}
