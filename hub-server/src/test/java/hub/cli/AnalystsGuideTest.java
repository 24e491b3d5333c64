package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Duck;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of {@code docs/analysts.md}, run with the tools that are on this machine; a skipped test says which is not. */
class AnalystsGuideTest {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int READINGS = 500;

    /** What the guide calls files, before any command has made them. */
    private static final List<String> FILES = List.of("sds011_all.csv.gz", "archive-2019-05-20");

    @TempDir
    Path folder;

    private TestHub hub = unstarted();
    private final Map<String, List<Double>> values = new TreeMap<>();

    @SuppressWarnings("NullAway") // Before each test there is one.
    private static TestHub unstarted() {
        return null;
    }

    @BeforeEach
    void start() {
        hub = TestHub.start(folder.resolve("data"));
        for (String device : List.of("5331", "A")) {
            ReadingsFrameEncoder frame =
                    ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, 1, Frames.BASE_MILLIS);
            List<Double> sent = new ArrayList<>();
            for (int i = 0; i < READINGS; i++) {
                sent.add((i * 37 % 100) / 10.0 + device.length());
                frame.add(2, i * 145_000, sent.get(i));
            }
            values.put(device, sent);
            try (Peer peer = hub.welcomed(device)) {
                peer.sendBinary(frame.encode()).awaitAck(1, 1);
            }
        }
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    /** Every block of that language, with the address of the hub here. */
    private List<String> blocks(String language) throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "analysts.md"));
        List<String> blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(found -> found.group(1).replace("http://127.0.0.1:8080", origin()))
                .toList();
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private String origin() {
        return "http://" + hub.address().getAuthority();
    }

    private double mean(String device) {
        return values.getOrDefault(device, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a program where the guide's files are; it must end well. */
    private String output(String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("MPLBACKEND", "Agg");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as(output).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return output;
    }

    private List<String> curls() throws IOException {
        return blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("curl "))
                .toList();
    }

    @Test
    void everyCurlIsAnswered() throws IOException {
        assumeTrue(runs("curl", "--version"), "no curl here");
        List<String> calls = curls();
        assertThat(calls).hasSizeGreaterThan(15);
        for (String call : calls) {
            output("sh", "-c", call.replaceFirst("^curl", "curl -sS --fail-with-body"));
        }
        assertThat(Files.readString(folder.resolve("hourly-comma.csv")))
                .startsWith("\uFEFFtime;")
                .contains(",");
    }

    @Test
    void duckDbFindsWhatWasSent() throws IOException, SQLException {
        for (String[] file : new String[][] {
            {"readings.parquet", "?metric=pm2_5&format=parquet"}, {"hourly.csv", "?metric=pm2_5&step=PT1H&fn=avg,count"}
        }) {
            assertThat(curls())
                    .as("the guide downloads it so")
                    .anyMatch(call -> call.endsWith("/api/v1/readings" + file[1] + "' -o " + file[0]));
            download("/api/v1/readings" + file[1], file[0]);
        }
        List<String> statements = blocks("sql");
        try (Duck duck = Duck.open()) {
            duck.run("SET TimeZone = 'UTC'");
            List<List<List<Object>>> answers = new ArrayList<>();
            for (String statement : statements) {
                answers.add(duck.table(statement
                        .replace("'readings.parquet'", "'" + folder.resolve("readings.parquet") + "'")
                        .replace("'hourly.csv'", "'" + folder.resolve("hourly.csv") + "'")));
            }
            assertThat(answers).hasSize(2);
            assertThat(answers.get(0).subList(2, answers.get(0).size()))
                    .as("one row a device and day")
                    .hasSize(2)
                    .allSatisfy(row -> assertThat((double) row.get(2)).isCloseTo(mean((String) row.get(0)), tiny()));
            assertThat(answers.get(1).subList(2, 4))
                    .allSatisfy(
                            row -> assertThat((double) row.get(1)).isCloseTo(mean(String.valueOf(row.get(0))), tiny()));
        }
    }

    private static org.assertj.core.data.Offset<Double> tiny() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    private void download(String call, String file) throws IOException {
        try (var in = hub.address().resolve(call).toURL().openStream()) {
            Files.copy(in, folder.resolve(file));
        }
    }

    /** A virtual environment may be named by {@code -Dhub.python}. */
    @Test
    void pythonReadsThem() throws IOException {
        String python = System.getProperty("hub.python", "python3");
        assumeTrue(
                runs(python, "-c", "import pandas, pyarrow, matplotlib"),
                "no " + python + " with pandas, pyarrow and matplotlib here");
        List<String> blocks = blocks("python");
        // The hub's clock is later than the readings' week.
        Path frames = script(
                "frames.py",
                blocks.get(0).replace("&from=-7d", "")
                        + "\nprint(len(readings), len(hourly), readings['value'].mean())\n");
        assertThat(output(python, frames.toString()).strip().split(" ", -1))
                .satisfies(words -> assertThat(words[0]).isEqualTo("" + 2 * READINGS))
                .satisfies(words -> assertThat(words[1]).isEqualTo("" + 2 * 21))
                .satisfies(words ->
                        assertThat(Double.parseDouble(words[2])).isCloseTo((mean("5331") + mean("A")) / 2, tiny()));
        Path batches = script("batches.py", blocks.get(1).replace("&from=-7d", ""));
        assertThat(output(python, batches.toString())
                        .lines()
                        .mapToInt(Integer::parseInt)
                        .sum())
                .isEqualTo(2 * READINGS);
    }

    private Path script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void rReadsThem() throws IOException {
        assumeTrue(runs("Rscript", "--version"), "no Rscript here");
        List<String> blocks = blocks("r");
        Path hourly = script("hourly.R", blocks.get(0) + "\ncat(means$device, nrow(hourly), class(hourly$time)[1])\n");
        assertThat(output("Rscript", hourly.toString()).strip()).isEqualTo("5331 A 42 POSIXct");
        if (runs("Rscript", "-e", "library(arrow)")) {
            download("/api/v1/readings?metric=pm2_5&format=parquet", "readings.parquet");
            Path readings = script("readings.R", blocks.get(1) + "\ncat(nrow(readings))\n");
            assertThat(output("Rscript", readings.toString()).strip()).isEqualTo("" + 2 * READINGS);
        }
    }

    /** Those of a hub that runs, then those of data at rest. */
    @Test
    void theCommandsDoWhatTheySay() throws IOException {
        String csv = hub.get("/api/v1/readings").body();
        Files.writeString(folder.resolve("sds011_all.csv.gz"), csv);
        Files.writeString(
                Files.createDirectory(folder.resolve("archive-2019-05-20")).resolve("day.csv"), csv);
        List<String> commands = blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("java -jar hub-server.jar "))
                .map(line -> line.substring("java -jar hub-server.jar ".length()))
                .toList();
        assertThat(commands).hasSizeGreaterThan(6);
        List<String> running =
                commands.stream().filter(line -> line.contains("--url ")).toList();
        assertThat(running).hasSizeGreaterThan(1);
        running.forEach(this::run);
        hub.close();
        commands.stream().filter(line -> !line.contains("--url ")).forEach(this::run);
        assertThat(folder.resolve("archive/2026/01/2026-01-01.ndjson.gz")).exists();
        start(folder.resolve("data"), csv);
    }

    private void start(Path data, String expected) {
        hub = TestHub.start(data);
        assertThat(hub.get("/api/v1/readings").body()).isEqualTo(expected);
    }

    private void run(String command) {
        List<String> words = new ArrayList<>();
        WORD.matcher(command).results().forEach(word -> {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            boolean file = FILES.contains(text)
                    || List.of("--out", "--data", "--by-day").contains(last(words));
            words.add(file ? folder.resolve(text).toString() : text);
        });
        Command done = Command.run(words.toArray(String[]::new));
        assertThat(done.code()).as("%s: %s", command, done.err()).isZero();
        assertThat(done.out().toLowerCase(Locale.ROOT)).isNotBlank();
    }

    private static String last(List<String> words) {
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }
}
