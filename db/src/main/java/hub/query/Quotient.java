package hub.query;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Quotients of exact numbers as the nearest double. */
final class Quotient {

    /** Integers below are exact as doubles: 2^53. */
    static final long EXACT = 1L << 53;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final int QUOTIENT_BITS = 62;

    private Quotient() {}

    /** 10 to the power of 0 to 15, which is exact. */
    static double power(int exponent) {
        return POWERS[exponent];
    }

    /** numerator / (10^scale · divisor), of a scale up to 18 and a positive divisor. */
    static double of(long numerator, int scale, long divisor) {
        if (isExact(numerator) && scale < POWERS.length && isExact(divisor)) {
            double denominator = POWERS[scale] * divisor;
            if (denominator < EXACT) {
                return numerator / denominator; // Of exact doubles, so correctly rounded.
            }
        }
        return of(BigInteger.valueOf(numerator), BigInteger.TEN.pow(scale).multiply(BigInteger.valueOf(divisor)));
    }

    /** numerator / divisor, of a positive divisor. */
    static double of(BigDecimal numerator, BigInteger divisor) {
        BigInteger scaled = numerator.unscaledValue();
        boolean small = scaled.bitLength() < Long.SIZE && divisor.bitLength() < Long.SIZE;
        if (small && numerator.scale() >= 0 && numerator.scale() < POWERS.length) {
            return of(scaled.longValue(), numerator.scale(), divisor.longValue());
        }
        return numerator.scale() >= 0
                ? of(scaled, BigInteger.TEN.pow(numerator.scale()).multiply(divisor))
                : of(scaled.multiply(BigInteger.TEN.pow(-numerator.scale())), divisor);
    }

    /**
     * numerator / denominator, of a positive denominator. Divides to a few bits more than a double has, of which the last
     * says whether anything is left, so that the conversion rounds as if it saw all.
     */
    private static double of(BigInteger numerator, BigInteger denominator) {
        if (numerator.signum() == 0) {
            return 0;
        }
        BigInteger magnitude = numerator.abs();
        int shift = QUOTIENT_BITS + denominator.bitLength() - magnitude.bitLength();
        BigInteger[] parts = shift >= 0
                ? magnitude.shiftLeft(shift).divideAndRemainder(denominator)
                : magnitude.divideAndRemainder(denominator.shiftLeft(-shift));
        long quotient = parts[0].longValueExact() | (parts[1].signum() == 0 ? 0 : 1);
        double rounded = Math.scalb((double) quotient, -shift);
        return numerator.signum() < 0 ? -rounded : rounded;
    }

    private static boolean isExact(long number) {
        return number > -EXACT && number < EXACT;
    }
}
