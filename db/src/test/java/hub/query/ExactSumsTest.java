package hub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hub.protocol.testing.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Sums are right also where a long, or a double, would not do. */
class ExactSumsTest {

    private static final MathContext DIGITS = new MathContext(200);

    @Test
    void quotientsAreTheNearestDoubles() {
        Seeded.check(20_000, random -> {
            BigInteger numerator = new BigInteger(random.nextInt(1, 200), new java.util.Random(random.nextLong()));
            numerator = random.nextBoolean() ? numerator : numerator.negate();
            BigInteger divisor =
                    new BigInteger(random.nextInt(1, 80), new java.util.Random(random.nextLong())).add(BigInteger.ONE);
            BigDecimal scaled = new BigDecimal(numerator, random.nextInt(-5, 30));
            assertThat(Quotient.of(scaled, divisor))
                    .isEqualTo(scaled.divide(new BigDecimal(divisor), DIGITS).doubleValue());
        });
    }

    @Test
    void halvesAreRoundedToEven() {
        BigInteger odd = BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE);
        assertThat(Quotient.of(new BigDecimal(odd), BigInteger.ONE)).isEqualTo(0x1p53);
        assertThat(Quotient.of(new BigDecimal(odd.add(BigInteger.TWO)), BigInteger.ONE))
                .isEqualTo(0x1p53 + 4);
        BigDecimal above = new BigDecimal(odd).add(new BigDecimal("1e-60"));
        assertThat(Quotient.of(above, BigInteger.ONE)).isEqualTo(0x1p53 + 2);
    }

    @Test
    void sumsBeyondALongAreExact() {
        Seeded.check(200, random -> {
            DecimalSums sums = new DecimalSums(true);
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            int count = 0;
            long sign = random.nextBoolean() ? 1 : -1;
            int scales = random.nextInt(1, 11);
            // 128 squares of these fill a long, or are beyond it; so do eight blocks of the larger ones.
            long end = random.nextBoolean() ? 1L << 28 : Quotient.EXACT;
            long least = random.nextBoolean() ? 1 - end : end - end / 8;
            for (int blocks = random.nextInt(1, 40); blocks > 0; blocks--) {
                int scale = random.nextInt(scales);
                long[] mantissas =
                        random.longs(128, least, end).map(m -> sign * m).toArray();
                sums.at(scale).add(mantissas, 0, 128);
                for (long mantissa : mantissas) {
                    BigDecimal value = BigDecimal.valueOf(mantissa, scale);
                    sum = sum.add(value);
                    squares = squares.add(value.pow(2));
                    count++;
                }
            }
            BigDecimal n = BigDecimal.valueOf(count);
            assertThat(sums.count()).isEqualTo(count);
            assertThat(sums.exactSum()).isEqualByComparingTo(sum);
            assertThat(sums.sumOver(count)).isEqualTo(sum.divide(n, DIGITS).doubleValue());
            BigDecimal distances = squares.subtract(sum.pow(2).divide(n, DIGITS));
            assertThat(sums.squaredDistancesOver(7))
                    .isEqualTo(distances.divide(BigDecimal.valueOf(7), DIGITS).doubleValue());
            sums.clear();
            assertThat(sums.count()).isZero();
            assertThat(sums.exactSum()).isEqualByComparingTo(BigDecimal.ZERO);
        });
    }

    @Test
    void floatsKeepWhatPlainAdditionLoses() {
        FloatSums sums = new FloatSums(true);
        sums.add(new double[] {1e16, 1, -1e16, 1}, 0, 4);
        assertThat(sums.sum()).isEqualTo(2);
        sums.clear();
        double[] offset = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
        sums.add(offset, 0, 2);
        sums.add(offset, 2, 4);
        assertThat(sums.squaredDistances() / 3).isCloseTo(30, within(1e-12));
        assertThat(sums.mean()).isEqualTo(1e9 + 10);
    }

    @Test
    void sumsBeyondAllDoublesAreInfinite() {
        FloatSums sums = new FloatSums(false);
        sums.add(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}, 0, 2);
        assertThat(sums.sum()).isInfinite();
        sums.clear();
        sums.add(new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, 1.5}, 0, 3);
        assertThat(sums.sum()).isEqualTo(1.5);
    }
}
