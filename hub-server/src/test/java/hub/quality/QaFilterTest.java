package hub.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.Timestamps;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.protocol.testing.Seeded;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags of random series in a real store, against their definitions put down plainly. */
class QaFilterTest {

    private static final long MINUTE = 60_000;
    private static final int TEMPERATURE = 5;
    private static final int PM10 = 4;

    /** What a hub has of one series, by ms. */
    private record Series(String device, int channel, TreeMap<Long, Double> readings) {

        /** Everything that is wrong, by looking at all readings for each. */
        List<String> rows() {
            List<Long> times = List.copyOf(readings.keySet());
            List<Double> values = List.copyOf(readings.values());
            return IntStream.range(0, times.size())
                    .mapToObj(i -> times.get(i) + "," + device + "," + String.join(" ", flags(times, values, i)))
                    .toList();
        }

        private List<String> flags(List<Long> times, List<Double> values, int at) {
            boolean isPm = channel == PM10;
            double value = values.get(at);
            List<String> flags = new ArrayList<>();
            add(flags, "range", value < (isPm ? 0 : -80) || value > (isPm ? 5_000 : 60));
            boolean rests = isPm && value == 0 && isStuck(times, values, at, 30);
            add(flags, "rail", rests || value == (isPm ? 1_999.9 : 85));
            add(flags, "stuck", isPm ? isStuck(times, values, at, 60) : isStuck(times, values, at, 360));
            add(flags, "spike", isSpike(times, values, at, isPm ? 10 : 3));
            return flags;
        }

        private static void add(List<String> flags, String flag, boolean is) {
            if (is) {
                flags.add(flag);
            }
        }

        private static boolean isStuck(List<Long> times, List<Double> values, int at, long minutes) {
            return times.get(at) - times.get(begin(times, values, at, minutes / 5)) >= minutes * MINUTE;
        }

        private static int begin(List<Long> times, List<Double> values, int at, long longestStep) {
            int begin = at;
            while (begin > 0
                    && values.get(begin - 1).equals(values.get(at))
                    && times.get(begin) - times.get(begin - 1) <= longestStep * MINUTE) {
                begin--;
            }
            return begin;
        }

        private static boolean isSpike(List<Long> times, List<Double> values, int at, double floor) {
            double[] window = IntStream.rangeClosed(Math.max(0, at - 7), Math.min(times.size() - 1, at + 7))
                    .filter(i -> Math.abs(times.get(i) - times.get(at)) <= 60 * MINUTE)
                    .mapToDouble(values::get)
                    .toArray();
            double middle = median(window);
            double distance = Math.abs(values.get(at) - middle);
            double deviation =
                    median(Arrays.stream(window).map(v -> Math.abs(v - middle)).toArray());
            return window.length >= 7 && distance > floor && distance > 8 * 1.4826 * deviation;
        }

        private static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int half = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        }
    }

    private static Series series(SplittableRandom random, String device, int channel) {
        TreeMap<Long, Double> readings = new TreeMap<>();
        long time = Frames.BASE_MILLIS + random.nextInt(1_000);
        double base = channel == PM10 ? random.nextInt(3) : 20;
        for (int i = 0; i < 400; i++) {
            time += random.nextInt(40) == 0 ? random.nextInt(90) * MINUTE : MINUTE + random.nextInt((int) (5 * MINUTE));
            if (random.nextInt(30) == 0) {
                base = channel == PM10 ? random.nextInt(4) * 8 : 15 + random.nextInt(10);
            }
            boolean isOdd = random.nextInt(25) == 0;
            readings.put(time, isOdd ? odd(random, channel) : base + (random.nextInt(60) == 0 ? 0.5 : 0));
        }
        return new Series(device, channel, readings);
    }

    private static double odd(SplittableRandom random, int channel) {
        return switch (random.nextInt(3)) {
            case 0 -> channel == PM10 ? 1_999.9 : 85;
            case 1 -> channel == PM10 ? -1.5 : 61;
            default -> random.nextInt(60);
        };
    }

    private static void send(TestHub hub, Series series) {
        ReadingsFrameEncoder frame =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, 1, Frames.BASE_MILLIS);
        series.readings()
                .forEach((time, value) ->
                        frame.add(series.channel(), Math.toIntExact(time - Frames.BASE_MILLIS), value));
        try (Peer device = hub.welcomed(series.device())) {
            device.sendBinary(frame.encode()).awaitAck(1, 1);
        }
    }

    /** As time in ms, device and flags. */
    private static List<String> answer(TestHub hub, String query) {
        return hub.readings("?qa=flag&" + query).stream()
                .map(row -> row.split(",", -1))
                .map(cells -> Instant.parse(cells[0]).toEpochMilli() + "," + cells[1] + "," + cells[4])
                .toList();
    }

    /** Series alone go another way than several together; both are asked for in one piece, cut anywhere, and in pages. */
    @Test
    void flagsAreWhatTheirDefinitionsSayHoweverTheRangeIsCut(@TempDir Path data) {
        try (TestHub hub = TestHub.start(data, settings -> settings.withFoldReadings(1_500))) {
            int[] made = {0};
            Seeded.check(5, random -> {
                String name = "d" + made[0]++;
                List<Series> all = List.of(
                        series(random, name + "-1", PM10),
                        series(random, name + "-2", TEMPERATURE),
                        series(random, name + "-3", PM10));
                all.forEach(each -> send(hub, each));
                List<String> expected = all.stream()
                        .flatMap(each -> each.rows().stream())
                        .sorted()
                        .toList();
                assertThat(expected).anyMatch(row -> row.contains("spike")).anyMatch(row -> row.contains("stuck"));
                assertThat(answer(hub, "prefix=" + name)).isEqualTo(expected);
                for (Series each : all) {
                    assertThat(answer(hub, "device=" + each.device())).isEqualTo(each.rows());
                }
                cuts(hub, random, name, expected);
            });
        }
    }

    private static void cuts(TestHub hub, SplittableRandom random, String name, List<String> expected) {
        for (int i = 0; i < 20; i++) {
            long from = time(expected, random);
            long to = Math.max(from, time(expected, random) + random.nextInt(2));
            String range = "from=" + instant(from) + "&to=" + instant(to);
            assertThat(answer(hub, "prefix=" + name + "&" + range))
                    .isEqualTo(expected.stream()
                            .filter(row -> millis(row) >= from && millis(row) < to)
                            .toList());
            long count = expected.stream()
                    .filter(row -> millis(row) >= from && millis(row) < to && row.endsWith(","))
                    .count();
            assertThat(hub.readings("?qa=exclude&prefix=" + name + "&" + range)).hasSize((int) count);
        }
    }

    private static long time(List<String> rows, SplittableRandom random) {
        return millis(rows.get(random.nextInt(rows.size())));
    }

    private static long millis(String row) {
        return Long.parseLong(row.substring(0, row.indexOf(',')));
    }

    private static String instant(long millis) {
        return Timestamps.instant(millis * 1_000).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm10", "pm10=1", "=1..2", "pm10=2..1", "pm10=a..1", "pm10=0..1,pm10=0..2", "pm10=0..NaN"})
    void aRuleThatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> QaRules.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not of the form metric=least..most");
    }

    @Test
    void rulesAreRead() {
        assertThat(QaRules.parse("").ranges()).isEmpty();
        assertThat(QaRules.parse("a=-1.5..2, b=0..1e3").ranges())
                .containsEntry("a", new QaRules.Range(-1.5, 2))
                .containsEntry("b", new QaRules.Range(0, 1_000));
    }
}
