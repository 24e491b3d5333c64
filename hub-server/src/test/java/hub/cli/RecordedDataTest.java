package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The analysts' questions to a hub that has imported 21 months of recorded readings, against a script that reads the files
 * itself. The readings are not part of the project: {@code -Dhub.recorded=DIR} says where they are.
 */
class RecordedDataTest {

    private static final Path RECORDED = Path.of(System.getProperty("hub.recorded", "../../shared/data"));
    private static final String UNTIL_2020 = "&to=2020-01-01T00:00:00Z";
    private static final String YEARS = "&from=2017-08-30T00:00:00Z&to=2019-05-31T00:00:00Z";

    @TempDir
    static Path folder;

    private static TestHub hub = unstarted();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static TestHub unstarted() {
        return null;
    }

    /** The script takes a minute or two of a core, and other tests run beside it. */
    @BeforeAll
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    static void importAll() throws IOException, InterruptedException {
        Path file = RECORDED.resolve("sds011_all.csv.gz");
        assumeTrue(
                Files.exists(file), () -> "no recorded readings at " + file.toAbsolutePath() + ": -Dhub.recorded=DIR");
        assumeTrue(hasPython(), "no python3");
        Path scale = folder.resolve("scale.csv");
        Process script = new ProcessBuilder(
                        "python3", "src/test/python/questions.py", file.toString(), scale.toString(), folder.toString())
                .inheritIO()
                .start();
        imported(file, 4_538_575);
        assertThat(script.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(script.exitValue()).isZero();
        imported(scale, 46 * 8_640);
        hub = TestHub.start(folder.resolve("data"));
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "-c", "import zoneinfo")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static void imported(Path file, long readings) {
        Command run = Command.run(
                "import",
                file.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--rejected",
                folder.resolve("left-out.csv").toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(String.format("%,d readings stored", readings), " 0 rows left out");
    }

    @AfterAll
    @SuppressWarnings("ConstantValue") // Skipped without data.
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q1 | readings?device=5331&metric=pm2_5&step=P1D&fn=avg,min,max" + YEARS,
                "q2 | readings?metric=pm2_5&step=PT1H&fn=avg&from=2019-04-01T00:00:00Z&to=2019-05-01T00:00:00Z",
                "q3 | readings?device=5331&metric=pm2_5" + YEARS,
                "q4 | latest?prefix=1&prefix=2&prefix=5&prefix=7&prefix=8",
                "q5 | readings?device=5331&metric=pm2_5&pixels=2000&fn=min,max,avg" + YEARS,
                "q6 | readings?metric=pm2_5&step=P1Y&fn=p95&from=2018-01-01T00:00:00Z&to=2019-01-01T00:00:00Z",
                "q7 | readings?device=5331&metric=pm2_5&step=PT5M&fn=avg&fill=previous"
                        + "&from=2018-12-25T00:00:00Z&to=2018-12-26T00:00:00Z",
                "q8 | readings?device=dev0042&metric=temperature&step=PT1M&fn=avg"
                        + "&from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z",
                "q9 | readings?metric=pm2_5&step=PT1H&fn=avg&group=metric"
                        + "&from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z",
                "us-epa | air-quality?index=us-epa" + UNTIL_2020,
                "eaqi | air-quality?index=eaqi" + UNTIL_2020,
                "london-autumn-days | readings?device=5331&metric=pm2_5&step=P1D&tz=Europe/London&fn=avg,count"
                        + "&from=2018-10-28T00:00:00%2B01:00&to=2018-10-29T00:00:00Z",
                "london-autumn-hours | readings?device=5331&metric=pm2_5&step=PT1H&tz=Europe/London&fn=avg,count"
                        + "&from=2018-10-28T00:00:00%2B01:00&to=2018-10-29T00:00:00Z",
                "london-spring-days | readings?device=5331&metric=pm2_5&step=P1D&tz=Europe/London&fn=avg,count"
                        + "&from=2019-03-31T00:00:00Z&to=2019-04-01T00:00:00%2B01:00",
                "london-spring-hours | readings?device=5331&metric=pm2_5&step=PT1H&tz=Europe/London&fn=avg,count"
                        + "&from=2019-03-31T00:00:00Z&to=2019-04-01T00:00:00%2B01:00",
            })
    void everyAnswerIsWhatTheFilesSay(String question, String call) throws IOException {
        List<String> answer = hub.get("/api/v1/" + call)
                .body()
                .lines()
                .map(RecordedDataTest::plain)
                .toList();
        assertThat(answer).isEqualTo(expected(question)).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "range", "rail", "stuck", "spike"})
    void whatIsLeftWithoutDoubtfulReadingsIsWhatTheFileSays(String flag) throws IOException {
        String qa = flag.equals("any") ? "exclude" : "exclude:" + flag;
        List<String> answer = hub.readings("?step=P10Y&fn=count,sum&qa=" + qa + UNTIL_2020).stream()
                .map(row -> plain(row.substring(row.indexOf(',') + 1)))
                .toList();
        List<String> expected = expected("without-" + flag);
        assertThat(answer).isEqualTo(expected.subList(1, expected.size())).hasSize(50);
    }

    @Test
    void everyFlagOfAStationIsWhatTheFileSays() throws IOException {
        List<String> answer = hub.readings("?device=5331&qa=flag" + UNTIL_2020).stream()
                .filter(row -> !row.endsWith(","))
                .map(RecordedDataTest::plain)
                .toList();
        List<String> expected = expected("doubtful");
        assertThat(answer).isEqualTo(expected.subList(1, expected.size())).hasSizeGreaterThan(100);
    }

    @Test
    void countsSumsAndExtremesOfEverySeriesAreWhatTheFileSays() throws IOException {
        List<String> answer = hub.readings("?step=P10Y&fn=count,sum,min,max&to=2020-01-01T00:00:00Z").stream()
                .map(row -> plain(row.substring(row.indexOf(',') + 1)))
                .toList();
        List<String> expected = expected("summary");
        assertThat(answer).isEqualTo(expected.subList(1, expected.size())).hasSize(50);
    }

    private static List<String> expected(String question) throws IOException {
        return Files.readAllLines(folder.resolve(question + ".csv")).stream()
                .map(RecordedDataTest::plain)
                .toList();
    }

    /** The row with every number, and every time, in one notation; numbers to their last digit. */
    private static String plain(String row) {
        return Arrays.stream(row.split(",", -1))
                .map(field ->
                        field.matches("-?[0-9.]+(e-?[0-9]+)?") ? Double.toString(Double.parseDouble(field)) : field)
                .reduce((left, right) -> left + "," + right)
                .orElse("");
    }
}
