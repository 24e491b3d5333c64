package hub.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hub.testing.Frames;
import hub.testing.TestHub;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to PromQL, beside what plain loops over the same readings give. */
class PromQueriesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BASE = Frames.BASE_MILLIS;
    private static final int COUNT = 3_000;

    @TempDir
    static Path data;

    private static final List<Recorded> RECORDED = recorded();
    private static TestHub hub = unstarted();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static TestHub unstarted() {
        return null;
    }

    private static List<Recorded> recorded() {
        SplittableRandom random = new SplittableRandom(7);
        return List.of(
                Recorded.random("A", "pm2_5", 2, COUNT, random),
                Recorded.random("A", "temperature", 5, COUNT, random),
                Recorded.random("B", "pm2_5", 2, COUNT, random),
                Recorded.random("sensor.1", "pm2_5", 2, COUNT, random));
    }

    /** Half of it in chunks, half in memory. */
    @BeforeAll
    static void start() {
        hub = TestHub.start(data, settings -> settings.withFoldReadings(2L * COUNT));
        RECORDED.subList(0, 2).forEach(each -> each.sendTo(hub, each.channel()));
        await().until(() -> hub.metric("hub_chunks") >= 1);
        RECORDED.subList(2, 4).forEach(each -> each.sendTo(hub, each.channel()));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static JsonNode ask(String call, String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(query.isEmpty() ? "?" : "&").append(parameters[i]).append('=');
            query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        String body = hub.get(PrometheusApi.PATH + call + query).body();
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private static JsonNode range(String expression, long from, long to, String step) {
        return ask("/query_range", "query", expression, "start", seconds(from), "end", seconds(to), "step", step);
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(BASE + millis).movePointLeft(3).toPlainString();
    }

    /** Of each series, by its labels, the value at each ms since the begin of frames. */
    private static Map<String, Map<Long, Double>> matrix(JsonNode answer) {
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
        assertThat(answer.at("/data/resultType").asText()).isEqualTo("matrix");
        Map<String, Map<Long, Double>> all = new TreeMap<>();
        for (JsonNode series : answer.at("/data/result")) {
            Map<Long, Double> values = new TreeMap<>();
            for (JsonNode sample : series.path("values")) {
                assertThat(sample.get(1).isTextual()).isTrue();
                long millis = sample.get(0).decimalValue().movePointRight(3).longValueExact();
                values.put(millis - BASE, Double.valueOf(sample.get(1).asText()));
            }
            all.put(series.path("metric").toString(), values);
        }
        return all;
    }

    private static Map<Long, Double> expected(
            Recorded series, long from, long to, long step, long window, ToDoubleFunction<double[]> function) {
        Map<Long, Double> expected = new TreeMap<>();
        for (long at = from; at <= to; at += step) {
            double[] values = series.within(at, window);
            if (values.length > 0) {
                expected.put(at, function.applyAsDouble(values));
            }
        }
        return expected;
    }

    private static void assertClose(Map<Long, Double> actual, Map<Long, Double> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((at, value) -> assertThat(actual.get(at))
                .as("at %d", at)
                .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value)))));
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    private static double quantile(double[] values, double rank) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double place = rank * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }

    private static final Map<String, ToDoubleFunction<double[]>> FUNCTIONS = Map.of(
            "avg_over_time(%s)", values -> Arrays.stream(values).average().orElseThrow(),
            "min_over_time(%s)", values -> Arrays.stream(values).min().orElseThrow(),
            "max_over_time(%s)", values -> Arrays.stream(values).max().orElseThrow(),
            "sum_over_time(%s)", values -> Arrays.stream(values).sum(),
            "count_over_time(%s)", values -> values.length,
            "stddev_over_time(%s)", PromQueriesTest::deviation,
            "quantile_over_time(0.95, %s)", values -> quantile(values, 0.95));

    @ParameterizedTest
    @CsvSource({"60000,5m,300000", "300000,5m,300000", "3600000,10s,10000", "7001,1h,3600000", "1000,1m30s,90000"})
    void functionsOfRangesSeeWhatIsInTheirWindow(long step, String text, long window) {
        long to = 3_000 * step;
        FUNCTIONS.forEach((call, function) -> {
            String expression = call.formatted("pm2_5[" + text + "]");
            Map<String, Map<Long, Double>> answer = matrix(range(expression, -5_000, to, step / 1000.0 + ""));
            for (Recorded series : RECORDED) {
                if (series.metric().equals("pm2_5")) {
                    assertClose(
                            answer.getOrDefault("{\"device\":\"" + series.device() + "\"}", Map.of()),
                            expected(series, -5_000, to, step, window, function));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 15_000, 60_000, 1_000_000})
    void selectorsGiveTheNewestReadingOfFiveMinutes(long step) {
        long to = 5_000 * step;
        Map<String, Map<Long, Double>> answer =
                matrix(range("{device=~\"A|sensor\\\\.1\"}", 0, to, step / 1_000 + "s"));
        RECORDED.stream().filter(series -> !series.device().equals("B")).forEach(series -> {
            String labels = "{\"__name__\":\"%s\",\"device\":\"%s\"}".formatted(series.metric(), series.device());
            assertThat(answer.get(labels))
                    .isEqualTo(expected(series, 0, to, step, 300_000, values -> values[values.length - 1]));
        });
        assertThat(answer).hasSize(3);
    }

    /** A window begins behind its start and ends with its end. */
    @Test
    void windowsAreOpenOnTheLeftAndClosedOnTheRight() {
        Recorded series = RECORDED.get(1);
        int first = series.millis()[0];
        String at = "count_over_time(temperature[1s])";
        assertThat(value(at, first - 1)).isEmpty();
        assertThat(value(at, first)).hasValue(1);
        int lone = lone(series);
        assertThat(value(at, lone + 999L)).hasValue(1);
        assertThat(value(at, lone + 1_000L)).isEmpty();
        int last = series.millis()[COUNT - 1];
        assertThat(value("temperature", last + 299_999L)).hasValue(series.values()[COUNT - 1]);
        assertThat(value("temperature", last + 300_000L)).isEmpty();
    }

    /** A reading without another for two seconds behind it. */
    private static int lone(Recorded series) {
        for (int i = 1; i < COUNT; i++) {
            if (series.millis()[i] - series.millis()[i - 1] > 2_000) {
                return series.millis()[i - 1];
            }
        }
        throw new AssertionError("none");
    }

    private static OptionalDouble value(String expression, long at) {
        JsonNode answer = ask("/query", "query", expression, "time", seconds(at));
        assertThat(answer.at("/data/resultType").asText()).as(answer.toString()).isEqualTo("vector");
        JsonNode result = answer.at("/data/result");
        return result.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(result.at("/0/value/1").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "avg", "min", "max", "count"})
    void aggregationsSumUpSeries(String aggregator) {
        List<Recorded> summed = RECORDED.stream()
                .filter(series -> series.metric().equals("pm2_5"))
                .toList();
        Map<Long, Double> expected = new TreeMap<>();
        for (long at = 0; at <= 6_000_000; at += 10_000) {
            long moment = at;
            double[] values = summed.stream()
                    .map(series -> series.within(moment, 60_000))
                    .filter(within -> within.length > 0)
                    .mapToDouble(within -> Arrays.stream(within).max().orElseThrow())
                    .toArray();
            if (values.length > 0) {
                expected.put(at, aggregated(aggregator, values));
            }
        }
        Map<String, Map<Long, Double>> answer =
                matrix(range(aggregator + "(max_over_time(pm2_5[1m]))", 0, 6_000_000, "10"));
        assertThat(answer.keySet()).containsExactly("{}");
        assertClose(answer.getOrDefault("{}", Map.of()), expected);
        String byDevice = aggregator.equals("count") ? "max" : aggregator;
        assertThat(matrix(range(byDevice + " by (device) (max_over_time(pm2_5[1m]))", 0, 6_000_000, "10")))
                .isEqualTo(matrix(range("max_over_time(pm2_5[1m])", 0, 6_000_000, "10")));
    }

    private static double aggregated(String aggregator, double[] values) {
        DoubleStream all = Arrays.stream(values);
        return switch (aggregator) {
            case "sum" -> all.sum();
            case "avg" -> all.average().orElseThrow();
            case "min" -> all.min().orElseThrow();
            case "max" -> all.max().orElseThrow();
            default -> values.length;
        };
    }

    @Test
    void numbersChangeUnits() {
        Map<Long, Double> expected = new TreeMap<>();
        matrix(range("temperature", 0, 600_000, "5"))
                .getOrDefault("{\"__name__\":\"temperature\",\"device\":\"A\"}", Map.of())
                .forEach((at, value) -> expected.put(at, value * 9 / 5 + 32));
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(matrix(range("temperature * 9 / 5 + 32", 0, 600_000, "5")))
                .containsExactly(Map.entry("{\"device\":\"A\"}", expected));
        assertThat(value("-(2 - temperature)", RECORDED.get(1).millis()[0]))
                .hasValue(-(2 - RECORDED.get(1).values()[0]));
    }

    @Test
    void numbersAloneAreScalars() {
        assertThat(ask("/query", "query", "1+1", "time", "4").toString())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
        assertThat(ask("/query", "query", "-1 / 0", "time", "4")
                        .at("/data/result/1")
                        .asText())
                .isEqualTo("-Inf");
        assertThat(ask("/query", "query", "0/0", "time", "4")
                        .at("/data/result/1")
                        .asText())
                .isEqualTo("NaN");
        assertThat(ask("/query_range", "query", "2", "start", "1", "end", "2.5", "step", "0.5")
                        .at("/data/result")
                        .toString())
                .isEqualTo("[{\"metric\":{},\"values\":[[1,\"2\"],[1.5,\"2\"],[2,\"2\"],[2.5,\"2\"]]}]");
    }

    @Test
    void rangesByThemselvesAreReadingsAtTheirOwnTimes() {
        Recorded series = RECORDED.get(2);
        Map<Long, Double> expected = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            if (series.millis()[i] > 3_000_000 && series.millis()[i] <= 6_600_000) {
                expected.put((long) series.millis()[i], series.values()[i]);
            }
        }
        assertThat(matrix(ask("/query", "query", "pm2_5{device=\"B\"}[1h]", "time", seconds(6_600_000)))
                        .get("{\"__name__\":\"pm2_5\",\"device\":\"B\"}"))
                .isEqualTo(expected);
    }
}
