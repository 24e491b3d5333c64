package hub.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecimalsTest {

    /** What any browser shows for these numbers. */
    @ParameterizedTest
    @CsvSource({
        "0x0.0p0, 0",
        "-0x0.0p0, -0",
        "1, 1",
        "-1, -1",
        "0.1, 0.1",
        "7.35, 7.35",
        "101054.75, 101054.75",
        "0.30000000000000004, 0.30000000000000004",
        "123456789.123456789, 123456789.12345679",
        "0.000001, 0.000001",
        "0.0000015, 0.0000015",
        "0.0000001, 1e-7",
        "-0.00000012, -1.2e-7",
        "9007199254740991, 9007199254740991",
        "9007199254740992, 9007199254740992",
        "9007199254740993, 9007199254740992",
        "100000000000000000000, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "1.5e21, 1.5e+21",
        "1e22, 1e+22",
        "1e23, 1e+23",
        "5e-324, 5e-324",
        "1e-323, 1e-323",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "0x1.0p-44, 5.684341886080802e-14",
        "0x1.0p-24, 5.960464477539063e-8",
        "2e-3, 0.002",
        "2.0E-5, 0.00002",
        "4.35, 4.35",
        "2.2E-322, 2.2e-322",
    })
    void isWrittenAsInEcmaScript(double value, String text) {
        assertThat(Decimals.toText(value)).isEqualTo(text);
        assertThat(bytes(value)).isEqualTo(text);
    }

    private static String bytes(double value) {
        byte[] bytes = new byte[1 + Decimals.MAX_BYTES];
        return new String(bytes, 1, Decimals.put(bytes, 1, value) - 1, StandardCharsets.US_ASCII);
    }

    @Test
    void theSumOfTenthsKeepsItsLastDigit() {
        assertThat(Decimals.toText(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void whatIsNoNumberIsNotWritten(double value) {
        assertThatThrownBy(() -> Decimals.toText(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsBackAndNothingShorterDoes() {
        Seeded.check(20_000, random -> requireShortest(anyDouble(random)));
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            double power = Math.scalb(1.0, exponent);
            requireShortest(power);
            requireShortest(Math.nextUp(power));
            requireShortest(Math.nextDown(power));
        }
    }

    private static double anyDouble(RandomGenerator random) {
        double value = switch (random.nextInt(6)) {
            case 4 -> random.nextDouble() * Math.pow(10, random.nextInt(-6, 17));
            case 5 -> Math.round(random.nextDouble() * 1e5) / 1e2 / random.nextInt(1, 10_000);
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> (random.nextLong() >>> random.nextInt(10, 60)) / Math.pow(10, random.nextInt(12));
            case 2 -> random.nextDouble(4e15, 9.1e15) / Math.pow(10, random.nextInt(10));
            default -> random.nextInt(2_000_000) / 1_000.0;
        };
        return Double.isFinite(value) ? value : 1.5;
    }

    /** Independent of how the text was found: exact arithmetic on the interval of decimals that read back the same. */
    private static void requireShortest(double value) {
        String text = Decimals.toText(value);
        assertThat(bytes(value)).isEqualTo(text);
        assertThat(Double.doubleToLongBits(Double.parseDouble(text)))
                .as("%s reads back as %s", text, value)
                .isEqualTo(Double.doubleToLongBits(value));
        if (value == 0 || Math.abs(value) == Double.MAX_VALUE) {
            return;
        }
        BigDecimal written = new BigDecimal(text).abs().stripTrailingZeros();
        double magnitude = Math.abs(value);
        BigDecimal exact = new BigDecimal(magnitude);
        BigDecimal low = exact.add(new BigDecimal(Math.nextDown(magnitude))).divide(BigDecimal.valueOf(2));
        BigDecimal high = exact.add(new BigDecimal(Math.nextUp(magnitude))).divide(BigDecimal.valueOf(2));
        boolean endsIncluded = (Double.doubleToLongBits(value) & 1) == 0;
        // One digit less: multiples of the next power of ten within the interval?
        int scale = written.scale() - 1;
        BigInteger first = low.setScale(scale, RoundingMode.CEILING).unscaledValue();
        BigInteger last = high.setScale(scale, RoundingMode.FLOOR).unscaledValue();
        if (!endsIncluded) {
            first = low.compareTo(new BigDecimal(first, scale)) == 0 ? first.add(BigInteger.ONE) : first;
            last = high.compareTo(new BigDecimal(last, scale)) == 0 ? last.subtract(BigInteger.ONE) : last;
        }
        assertThat(first).as("a shorter text than %s", text).isGreaterThan(last);
        // And of those as short, the nearest.
        BigDecimal step = BigDecimal.ONE.movePointLeft(written.scale());
        BigDecimal distance = written.subtract(exact).abs();
        for (BigDecimal other : new BigDecimal[] {written.add(step), written.subtract(step)}) {
            boolean reads = other.doubleValue() == magnitude;
            assertThat(reads && other.subtract(exact).abs().compareTo(distance) < 0)
                    .as("%s is nearer than %s", other, text)
                    .isFalse();
        }
    }

    @Test
    void aFloatBecomesTheDecimalThatItStandsFor() {
        for (int hundredths = -200_000; hundredths <= 200_000; hundredths++) {
            double meant = hundredths / 100.0;
            if (Decimals.widen((float) meant) != meant) {
                assertThat(Decimals.widen((float) meant)).isEqualTo(meant);
            }
        }
        assertThat(Decimals.widen(101054.75f)).isEqualTo(101054.75);
        assertThat(Decimals.widen(-0.1f)).isEqualTo(-0.1);
        assertThat(Decimals.widen(1e-7f)).isEqualTo(1e-7);
        assertThat(Decimals.widen(1.5e-10f)).isEqualTo(1.5e-10);
        assertThat(Decimals.widen(3e-30f)).isEqualTo(3e-30);
        assertThat(Decimals.widen(16_777_216f)).isEqualTo(16_777_216);
        assertThat(Decimals.widen(-0f)).isEqualTo(-0.0);
        assertThat(Decimals.toText(Decimals.widen(7.35f))).isEqualTo("7.35");
    }

    @Test
    void aWidenedFloatNarrowsToItself() {
        Seeded.check(100, random -> {
            for (int i = 0; i < 5_000; i++) {
                float value = Float.intBitsToFloat(random.nextInt());
                if (Float.floatToIntBits((float) Decimals.widen(value)) != Float.floatToIntBits(value)) {
                    assertThat((float) Decimals.widen(value)).isEqualTo(value);
                }
            }
        });
        for (int exponent = Float.MIN_EXPONENT - 23; exponent <= Float.MAX_EXPONENT; exponent++) {
            float power = Math.scalb(1f, exponent);
            assertThat((float) Decimals.widen(power)).isEqualTo(power);
        }
        assertThat(Decimals.widen(Float.NaN)).isNaN();
        assertThat(Decimals.widen(Float.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aDecimalThatFitsAFloatIsFoundAgain() {
        Seeded.check(50_000, random -> {
            // Up to six digits survive a float.
            double meant = BigDecimal.valueOf(random.nextInt(1, 1_000_000), random.nextInt(0, 13))
                    .doubleValue();
            assertThat(Decimals.widen((float) meant)).isEqualTo(meant);
        });
    }
}
