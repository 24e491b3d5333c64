package hub.protocol.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import hub.protocol.Channel;
import hub.protocol.Location;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.DeviceMessage.Readings;
import hub.protocol.message.DeviceMessage.Result;
import hub.protocol.message.ParsedMessage.Accepted;
import hub.protocol.message.ParsedMessage.Refused;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import hub.protocol.testing.Mutations;
import hub.protocol.testing.RandomReadings;
import hub.protocol.testing.Seeded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DeviceMessageParserTest {

    private static final long NOW = RandomReadings.NOW_MILLIS * 1_000;
    private static final int MAX_FRAME = 65_536;

    @Test
    void noTextMakesItThrow() {
        List<String> fragments = List.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\\",
                "\\u",
                "d83d",
                "type",
                "hello",
                "reading",
                "values",
                "1",
                "-",
                "e9",
                ".",
                "null",
                "true",
                "\0",
                "\ud83d",
                "\ude00",
                " ",
                "{\"type\":\"reading\",",
                "\"n\":",
                "_",
                "v");
        Seeded.check(10_000, random -> {
            String text = IntStream.range(0, random.nextInt(30))
                    .mapToObj(i -> random.nextInt(4) == 0
                            ? String.valueOf((char) random.nextInt(0x10000))
                            : fragments.get(random.nextInt(fragments.size())))
                    .collect(Collectors.joining());
            requireAnswer(text);
        });
    }

    @Test
    void noMutatedMessageMakesItThrow() {
        List<Golden> goldens = GoldenFrames.messages();
        Seeded.check(20_000, random -> {
            Golden golden = goldens.get(random.nextInt(goldens.size()));
            byte[] text = Golden.string(golden.json(), "text").getBytes(ISO_8859_1);
            requireAnswer(new String(Mutations.of(text, random), ISO_8859_1));
        });
    }

    /** A message, or a refusal that fits into what a small device can take and into a log. */
    private static ParsedMessage requireAnswer(String text) {
        HubMessages.parse(text);
        ParsedMessage parsed = DeviceMessageParser.parse(text, NOW);
        if (parsed instanceof Refused refused) {
            assertThat(refused.refusal().detail()).isNotBlank().isPrintable().hasSizeLessThan(300);
            String error = HubMessages.write(new HubMessage.ErrorMessage(
                    refused.refusal().code().wireName(), refused.refusal().detail(), refused.seq()));
            assertThat(error.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(HubMessages.MAX_BYTES);
        } else if (parsed instanceof Accepted accepted && accepted.message() instanceof Readings readings) {
            var frame = readings.readings().frame();
            for (int i = 0; i < frame.count(); i++) {
                assertThat(frame.value(i)).isFinite();
                assertThat(readings.readings().channels().metric(frame.channel(i)))
                        .isNotNull();
            }
        }
        return parsed;
    }

    @Test
    void whatIsMadeToBeSlowIsRefusedAtOnce() {
        String digits = "9".repeat(MAX_FRAME);
        List<String> slow = List.of(
                "[".repeat(MAX_FRAME),
                "{\"a\":".repeat(10_000),
                "[".repeat(10_000) + "]".repeat(10_000),
                digits,
                "{\"type\":\"hello\",\"intervalSeconds\":1e-999999999}",
                "{\"type\":\"reading\",\"time\":1e-999999999,\"values\":{\"co2\":1}}",
                "[{\"n\":\"a\",\"v\":1,\"t\":1e999999999}]",
                "[{\"n\":\"a\",\"v\":1,\"t\":0." + digits + "}]",
                "{\"" + "\\u0000".repeat(10_000) + "\":1,\"" + "\\u0000".repeat(10_000) + "\":1}",
                "\"" + "\\".repeat(MAX_FRAME - 1),
                "\ud83d".repeat(MAX_FRAME));
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (String text : slow) {
                assertThat(requireAnswer(text)).isInstanceOf(Refused.class);
            }
        });
    }

    @Test
    void aPackHoldsUpTo4096Readings() {
        assertThat(requireAnswer(pack(4_096))).isInstanceOf(Accepted.class);
        assertThat(requireAnswer(pack(4_097))).isInstanceOf(Refused.class);
    }

    private static String pack(int records) {
        return IntStream.range(0, records)
                .mapToObj(i -> "{\"n\":\"m" + i % 1_000 + "\",\"v\":" + i + ",\"t\":" + -i + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void aReadingNamesUpTo1024MetricsOfItsOwn() {
        assertThat(requireAnswer(reading(1_024))).isInstanceOf(Accepted.class);
        assertThat(requireAnswer(reading(1_025))).isInstanceOf(Refused.class);
    }

    private static String reading(int metrics) {
        return IntStream.range(0, metrics)
                .mapToObj(i -> "\"m" + i + "\":1")
                .collect(Collectors.joining(",", "{\"type\":\"reading\",\"values\":{", "}}"));
    }

    @Test
    void aHelloDeclaresUpTo1024Channels() {
        assertThat(requireAnswer(hello(1_024))).isInstanceOf(Accepted.class);
        assertThat(requireAnswer(hello(1_025))).isInstanceOf(Refused.class);
    }

    private static String hello(int channels) {
        return IntStream.range(0, channels)
                .mapToObj(i -> "{\"id\":" + (1_000 + i) + ",\"metric\":\"m" + i + "\"}")
                .collect(Collectors.joining(",", "{\"type\":\"hello\",\"channels\":[", "]}"));
    }

    @Test
    void aPackOfMoreThan35MinutesIsKeptToTheMillisecond() {
        String pack = "[{\"n\":\"co2\",\"v\":1,\"t\":1790000000.1234567},{\"n\":\"co2\",\"v\":2,\"t\":%s}]";
        assertThat(times(String.format(pack, "1790002147.607103")))
                .containsExactly(1_790_000_000_123_457L, 1_790_002_147_607_103L);
        assertThat(times(String.format(pack, "1790002147.607105")))
                .containsExactly(1_790_000_000_123_000L, 1_790_002_147_607_000L);
    }

    private static List<Long> times(String pack) {
        Accepted accepted = (Accepted) DeviceMessageParser.parse(pack, NOW + 10_000_000_000L);
        var frame = ((Readings) accepted.message()).readings().frame();
        return IntStream.range(0, frame.count())
                .mapToObj(i -> frame.time(i, NOW + 10_000_000_000L))
                .toList();
    }

    @Test
    void whatADeviceWritesTheHubReads() {
        Seeded.check(1_000, random -> {
            Hello hello = new Hello(
                    random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
                    random.nextBoolean() ? OptionalDouble.of(random.nextInt(1, 9_000) / 8.0) : OptionalDouble.empty(),
                    random.nextBoolean()
                            ? Optional.of(new Location(random.nextDouble(-90, 90), random.nextDouble(-180, 180)))
                            : Optional.empty(),
                    IntStream.range(0, random.nextInt(3))
                            .mapToObj(i -> new Channel(1_000 + i, new Metric("m" + i), "°C\"\\</"))
                            .toList());
            assertThat(DeviceMessageParser.parse(DeviceMessageWriter.write(hello), NOW))
                    .isEqualTo(new Accepted(hello));
            Result result = new Result(
                    text(random),
                    random.nextBoolean(),
                    new hub.json.JsonValue.JsonObject(
                            java.util.Map.of(text(random), new hub.json.JsonValue.JsonString(text(random)))),
                    text(random));
            assertThat(DeviceMessageParser.parse(DeviceMessageWriter.write(result), NOW))
                    .isEqualTo(new Accepted(result));
        });
    }

    private static String text(RandomGenerator random) {
        return random.ints(random.nextInt(20), 0, 0xD800)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
