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

    /** @param squared whether squares are asked for */
    DecimalSums(boolean squared) {
        this.squared = squared;
    }

    void clear() {
        for (MantissaSums sums : byScale) {
            if (sums != null) {
                sums.clear();
            }
        }
    }

    MantissaSums at(int scale) {
        MantissaSums sums = byScale[scale];
        if (sums == null) {
            sums = new MantissaSums(scale, squared);
            byScale[scale] = sums;
        }
        return sums;
    }

    long count() {
        long count = 0;
        for (MantissaSums sums : byScale) {
            count += sums == null ? 0 : sums.count();
        }
        return count;
    }

    /** The least; infinite if there is none. */
    double min() {
        double min = Double.POSITIVE_INFINITY;
        for (MantissaSums sums : byScale) {
            if (sums != null && sums.count() > 0) {
                min = Math.min(min, sums.min());
            }
        }
        return min;
    }

    double max() {
        double max = Double.NEGATIVE_INFINITY;
        for (MantissaSums sums : byScale) {
            if (sums != null && sums.count() > 0) {
                max = Math.max(max, sums.max());
            }
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
        for (MantissaSums sums : byScale) {
            if (sums != null && sums.count() > 0) {
                sum = sum.add(sums.exactSum());
            }
        }
        return sum;
    }

    private BigDecimal exactSquares() {
        BigDecimal squares = BigDecimal.ZERO;
        for (MantissaSums sums : byScale) {
            if (sums != null && sums.count() > 0) {
                squares = squares.add(sums.exactSquares());
            }
        }
        return squares;
    }

    /** The sums of the only scale, if there is but one and its sums are small. */
    private @Nullable MantissaSums only() {
        MantissaSums only = null;
        for (MantissaSums sums : byScale) {
            if (sums != null && sums.count() > 0) {
                if (only != null) {
                    return null;
                }
                only = sums;
            }
        }
        return only != null && only.isSmall() ? only : null;
    }
}
