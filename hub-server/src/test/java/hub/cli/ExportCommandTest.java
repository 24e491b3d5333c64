package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code export} writes is what the hub answers over HTTP. */
class ExportCommandTest {

    private static final long DAY_MILLIS = 86_400_000;

    @TempDir
    Path folder;

    @Test
    void writesWhatTheHubAnswers() throws IOException {
        List<String> queries = List.of(
                "",
                "device=A format=ndjson",
                "device=A qa=flag",
                "device=A qa=only format=json",
                "metric=temperature step=P1D fn=avg,count format=json",
                "layout=wide format=csv-excel from=2026-01-01T00:00:00Z");
        List<String> answers;
        try (TestHub hub = filled()) {
            answers = queries.stream()
                    .map(query -> hub.get("/api/v1/readings?" + query.replace(' ', '&'))
                            .body())
                    .toList();
        }
        for (int i = 0; i < queries.size(); i++) {
            Path file = folder.resolve("answer" + i + (i == 0 ? ".csv.gz" : ".txt"));
            Command exported = export(queries.get(i), "--out", file);
            assertThat(exported.code()).as(exported.err()).isZero();
            assertThat(exported.out()).startsWith(file + ": ").contains(" rows, " + Files.size(file) + " bytes");
            assertThat(i == 0 ? unpacked(file) : Files.readString(file)).isEqualTo(answers.get(i));
        }
        assertThat(export("", "--out", folder.resolve("answer0.csv.gz")).err()).contains("is there already");
    }

    @Test
    void aFileADayIsTheWholeArchive() throws IOException {
        String whole;
        try (TestHub hub = filled()) {
            whole = hub.get("/api/v1/readings").body();
        }
        Path days = folder.resolve("days");
        Command exported = export("", "--by-day", days);
        assertThat(exported.out()).isEqualTo(days + ": 7 rows in 3 files\n");
        StringBuilder together = new StringBuilder("time,device,metric,value\r\n");
        try (Stream<Path> files = Files.walk(days)) {
            List<Path> names = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(names)
                    .containsExactly(
                            days.resolve("2025/12/2025-12-31.csv.gz"),
                            days.resolve("2026/01/2026-01-01.csv.gz"),
                            days.resolve("2026/01/2026-01-02.csv.gz"));
            for (Path name : names) {
                String text = unpacked(name);
                assertThat(text)
                        .startsWith("time,device,metric,value\r\n"
                                + name.getFileName().toString().substring(0, 10));
                together.append(text, text.indexOf('\n') + 1, text.length());
            }
        }
        assertThat(together).hasToString(whole);
        assertThat(export("", "--by-day", days).err()).contains("with something in it");

        Path again = folder.resolve("again");
        assertThat(Command.run("import", days.toString(), "--data", again.toString())
                        .code())
                .isZero();
        try (TestHub hub = TestHub.start(again)) {
            assertThat(hub.get("/api/v1/readings").body()).isEqualTo(whole);
        }
    }

    @Test
    void saysWhatMakesNoSense() {
        filled().close();
        Path file = folder.resolve("none.csv");
        assertThat(export("devise=A", "--out", file).err()).contains("'devise' is unknown; known are bbox, decimal");
        assertThat(export("device", "--out", file).err()).contains("'device' is not name=value");
        assertThat(export("limit=5", "--out", file).err()).contains("'limit' is unknown");
        assertThat(export("step=PT1H", "--by-day", folder.resolve("d")).err()).contains("'step' is unknown");
        assertThat(Command.run("export", "--data", folder.resolve("data").toString())
                        .err())
                .contains("--out", "--by-day");
        assertThat(file).doesNotExist();
    }

    private Command export(String query, String target, Path to) {
        Stream<String> first =
                Stream.of("export", "--data", folder.resolve("data").toString(), target, to.toString());
        Stream<String> parameters = query.isEmpty() ? Stream.empty() : Stream.of(query.split(" ", -1));
        return Command.run(Stream.concat(first, parameters).toArray(String[]::new));
    }

    private TestHub filled() {
        TestHub hub = TestHub.start(folder.resolve("data"));
        for (String name : List.of("A", "B")) {
            try (Peer device = hub.welcomed(name)) {
                for (int day = -1; day <= 1; day++) {
                    device.sendBinary(Frames.at(1, day + 2, Frames.BASE_MILLIS + day * DAY_MILLIS, day + 0.5))
                            .awaitAck(1, day + 2);
                }
                if (name.equals("A")) {
                    device.sendBinary(Frames.at(1, 4, Frames.BASE_MILLIS - 1, 9))
                            .awaitAck(1, 4);
                }
            }
        }
        return hub;
    }

    private static String unpacked(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
