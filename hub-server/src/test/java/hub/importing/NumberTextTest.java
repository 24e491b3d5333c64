package hub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Seeded;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    @Test
    void anyDecimalIsTheNearestDouble() {
        Seeded.check(200_000, random -> {
            String text = decimal(random);
            double value = new BigDecimal(text).doubleValue();
            double expected = Double.isFinite(value) ? value : Double.NaN;
            double found = parse(text);
            // A BigDecimal has no negative zero.
            boolean same = found == expected || (Double.isNaN(found) && Double.isNaN(expected));
            assertThat(same).as("%s is %s, was %s", text, expected, found).isTrue();
        });
    }

    private static String decimal(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        text.append(random.nextInt(4) == 0 ? "-" : random.nextInt(8) == 0 ? "+" : "");
        digits(text, random, 1 + random.nextInt(random.nextInt(5) == 0 ? 25 : 5));
        if (random.nextInt(4) > 0) {
            text.append('.');
            digits(text, random, 1 + random.nextInt(random.nextInt(5) == 0 ? 25 : 4));
        }
        if (random.nextInt(8) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-340, 330));
        }
        return text.toString();
    }

    private static void digits(StringBuilder text, SplittableRandom random, int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
    }

    @Test
    void zeroKeepsItsSign() {
        assertThat(Double.doubleToRawLongBits(parse("-0.0"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "+.",
                "1..2",
                "1.2.3",
                "1,2",
                "0x1p3",
                "1d",
                "NaN",
                "Infinity",
                "1e",
                "e5",
                "1e999",
                "--1",
                " 1",
                "1_000",
                "12 3"
            })
    void whatIsNoNumberIsNone(String text) {
        assertThat(parse(text)).isNaN();
    }

    private static double parse(String text) {
        byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.US_ASCII);
        return NumberText.parse(bytes, 1, bytes.length - 1);
    }
}
