package hub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.Timestamps;
import hub.protocol.testing.Seeded;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    @Test
    void anyTimeThatCanBeWrittenIsRead() {
        Seeded.check(20_000, random -> {
            long micros = random.nextLong(Timestamps.MIN_MICROS, Timestamps.MAX_MICROS);
            Instant instant = Timestamps.instant(random.nextBoolean() ? micros : micros / 1_000_000 * 1_000_000);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
            long expected = Timestamps.micros(instant);
            String local = instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
            String text = local.length() < 19 ? local + ":00" : local;
            assertThat(parse(text, false)).as(text).isEqualTo(expected);
            assertThat(parse(text, true)).as(text).isEqualTo(TimeText.NONE);
            assertThat(parse(text + "Z", true)).as(text).isEqualTo(expected);
            String there = text + (offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId());
            assertThat(parse(there, true)).as(there).isEqualTo(expected - 1_000_000L * offset.getTotalSeconds());
        });
    }

    /** Of days that may be none, and digits that may be none. */
    @Test
    void whatJavaRefusesIsRefused() {
        Seeded.check(20_000, random -> {
            String text = String.format(
                    "%04d-%02d-%02dT%02d:%02d:%02d",
                    random.nextInt(1, 10_000),
                    random.nextInt(14),
                    random.nextInt(33),
                    random.nextInt(25),
                    random.nextInt(61),
                    random.nextInt(61));
            assertThat(parse(text, false)).as(text).isEqualTo(expected(text));
            String broken = broken(text, random);
            assertThat(parse(broken, false)).as(broken).isEqualTo(expected(broken));
        });
    }

    private static String broken(String text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + "x" + text.substring(at + 1);
    }

    private static long expected(String text) {
        try {
            return Timestamps.micros(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return TimeText.NONE;
        }
    }

    @Test
    void smallerDigitsAreCutOffAndASpaceIsAllowed() {
        long expected = Timestamps.micros(
                OffsetDateTime.parse("2019-05-06T01:02:03.123456Z").toInstant());
        assertThat(parse("2019-05-06 01:02:03.123456789Z", true)).isEqualTo(expected);
        assertThat(parse("2019-05-06t01:02:03.1z", true)).isEqualTo(expected - 23_456);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2019-05-06",
                "2019-05-06T01:02:03.",
                "2019-05-06T01:02:03.Z",
                "2019-05-06T01:02:03+0100",
                "2019-05-06T01:02:03+19:00",
                "2019-05-06T01:02:03+18:30",
                "2019-05-06T01:02:03.0123456789",
                "2019-05-06T01:02:03ZZ",
                "0000-05-06T01:02:03",
                "2019-05-06T01:02:60"
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(parse(text, false)).isEqualTo(TimeText.NONE);
    }

    private static long parse(String text, boolean zoned) {
        byte[] bytes = ("0" + text + "0").getBytes(StandardCharsets.US_ASCII);
        return TimeText.micros(bytes, 1, bytes.length - 1, zoned);
    }
}
