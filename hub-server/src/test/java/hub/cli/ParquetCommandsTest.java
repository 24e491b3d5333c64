package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Duck;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code export} into Parquet and Arrow, {@code import} of Parquet: the hub's own files and those of others. */
class ParquetCommandsTest {

    private static final long DAY_MILLIS = 86_400_000;

    private static final String READINGS = "SELECT time::TIMESTAMPTZ AS time, device, metric, value FROM (VALUES"
            + " ('2019-05-06T00:00:00Z', 'A', 'pm10', 7.35::DOUBLE), ('2019-05-06T00:00:00.25Z', 'B', 'soil', -1e-7),"
            + " ('2019-05-06T00:00:01.000001Z', 'A', 'pm10', 3)) AS t(time, device, metric, value)";
    private static final List<String> AS_CSV = List.of(
            "time,device,metric,value",
            "2019-05-06T00:00:00Z,A,pm10,7.35",
            "2019-05-06T00:00:00.250Z,B,soil,-1e-7",
            "2019-05-06T00:00:01.000001Z,A,pm10,3");

    @TempDir
    Path folder;

    @Test
    void whatIsExportedAndImportedIsTheSameStore() throws IOException {
        fill("data");
        String whole = csv("data");
        Path file = folder.resolve("all.parquet");
        assertThat(run("export", "data", "format=parquet", "--out", file.toString())
                        .out())
                .contains(" 7 rows, ");
        assertThat(run("import", "copy", file.toString()).out()).contains("7 readings stored");
        assertThat(csv("copy")).isEqualTo(whole);

        Path days = folder.resolve("days");
        assertThat(run("export", "data", "format=parquet", "--by-day", days.toString())
                        .out())
                .contains("7 rows in 3 files");
        assertThat(days.resolve("2026/01/2026-01-02.parquet")).exists();
        assertThat(run("import", "days-copy", days.toString()).out()).contains("3 files", "7 readings stored");
        assertThat(csv("days-copy")).isEqualTo(whole);
    }

    @Test
    void exportsAreReadByOthers() throws IOException, SQLException {
        fill("data");
        for (String query : List.of("layout=long", "layout=wide", "step=P1D")) {
            Path text = folder.resolve("as.csv");
            run("export", "data", query, "--out", text.toString());
            Path parquet = folder.resolve("as.parquet");
            run("export", "data", query, "format=parquet", "--out", parquet.toString());
            Path arrow = folder.resolve("as.arrows");
            run("export", "data", query, "format=arrow", "--out", arrow.toString());
            try (Duck duck = Duck.open()) {
                assertThat(duck.parquet(parquet)).isEqualTo(Duck.csv(Files.readString(text)));
                assertThat(duck.arrow(arrow)).isEqualTo(Duck.csv(Files.readString(text)));
            }
            for (Path file : List.of(text, parquet, arrow)) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CODEC uncompressed",
                "CODEC snappy",
                "CODEC gzip",
                "CODEC zstd",
                "CODEC lz4_raw",
                "CODEC zstd, PARQUET_VERSION V2"
            })
    void filesOfOthersAreTaken(String options) throws SQLException, IOException {
        Path file = written(READINGS, options);
        assertThat(run("import", "data", file.toString()).out()).contains("3 rows: 3 readings stored");
        assertThat(csv("data").lines()).containsExactlyElementsOf(AS_CSV);
        Path more = written(
                "SELECT time, 'more' AS note, metric::ENUM('pm10', 'soil') AS metric, device, value::FLOAT AS value,"
                        + " [1, 2] AS list FROM ("
                        + READINGS + ") ORDER BY time LIMIT 1",
                options);
        assertThat(run("import", "more", more.toString(), "--format", "parquet").out())
                .contains("1 readings stored");
        assertThat(csv("more").lines()).containsExactly(AS_CSV.get(0), AS_CSV.get(1));
    }

    @Test
    void rowsWithSomethingWrongAreLeftOut() throws SQLException, IOException {
        Path file = written(
                "SELECT * FROM (" + READINGS + ") UNION ALL SELECT * FROM (VALUES"
                        + " (TIMESTAMPTZ '2019-05-06T00:00:00Z', 'A,x', 'pm10', 1),"
                        + " (TIMESTAMPTZ '2019-05-06T00:00:00Z', 'A' || chr(10) || '2019-05-06T00:00:00Z,A,pm10,9', 'pm10', 1),"
                        + " (TIMESTAMPTZ '2019-05-06T00:00:00Z', NULL, 'pm10', 1), (NULL, 'A', 'pm10', 1),"
                        + " (TIMESTAMPTZ '2019-05-06T00:00:00Z', 'A', 'pm10', 'NaN'::DOUBLE),"
                        + " (TIMESTAMPTZ '2999-05-06T00:00:00Z', 'A', 'pm10', 1),"
                        + " (TIMESTAMPTZ '2019-05-06T00:00:02Z', 'A', 'pm10', NULL))",
                "CODEC snappy");
        Command imported = run("import", "data", file.toString());
        assertThat(imported.out()).contains("10 rows: 3 readings stored", "6 rows left out");
        assertThat(csv("data").lines()).containsExactlyElementsOf(AS_CSV);
        assertThat(Files.readString(folder.resolve(file.getFileName() + ".rejected.csv")))
                .contains("'A?x' is no device id", "'NaN' is no finite number", "'' is no time", "in the future");
    }

    @Test
    void aTableOfSomethingElseIsNamed() throws SQLException, IOException {
        String wanted = "wanted are time (TIMESTAMP in UTC), device, metric (both STRING) and value (DOUBLE";
        assertThat(run(
                                1,
                                "import",
                                "data",
                                written("SELECT 1 AS a, 'x' AS b", "CODEC snappy")
                                        .toString())
                        .err())
                .contains("its columns are a (INT_32), b (UTF8); ", wanted);
        String local = READINGS.replace("time::TIMESTAMPTZ AS", "time::TIMESTAMP AS");
        assertThat(run(1, "import", "data", written(local, "CODEC snappy").toString())
                        .err())
                .contains("time (TIMESTAMP without a zone)", wanted);
        byte[] whole = Files.readAllBytes(written(READINGS, "CODEC snappy"));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length - 9));
        assertThat(run(1, "import", "data", cut.toString()).err()).contains("does not end in PAR1");
        Path text = Files.writeString(folder.resolve("text.parquet"), String.join("\n", AS_CSV));
        assertThat(run(1, "import", "data", text.toString(), "--format", "parquet")
                        .err())
                .contains("it is no Parquet file");
    }

    private Path written(String sql, String options) throws SQLException, IOException {
        Path file = Files.createTempFile(folder, "other", ".parquet");
        try (Duck duck = Duck.open()) {
            duck.run("SET TimeZone = 'UTC'");
            duck.run("COPY (" + sql + ") TO '" + file + "' (FORMAT parquet, " + options + ")");
        }
        return file;
    }

    private String csv(String data) throws IOException {
        Path file = folder.resolve("compared.csv");
        run("export", data, "--out", file.toString());
        String text = Files.readString(file);
        Files.delete(file);
        return text;
    }

    private Command run(String command, String data, String... rest) {
        return run(0, command, data, rest);
    }

    private Command run(int code, String command, String data, String... rest) {
        Stream<String> first = Stream.of(command, "--data", folder.resolve(data).toString());
        Command ran = Command.run(Stream.concat(first, Stream.of(rest)).toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        return ran;
    }

    private void fill(String data) {
        try (TestHub hub = TestHub.start(folder.resolve(data));
                Peer device = hub.welcomed("A");
                Peer other = hub.welcomed("B")) {
            for (int day = -1; day <= 1; day++) {
                device.sendBinary(Frames.at(1, day + 2, Frames.BASE_MILLIS + day * DAY_MILLIS, day + 0.35))
                        .awaitAck(1, day + 2);
                other.sendBinary(Frames.at(1, day + 2, Frames.BASE_MILLIS + day * DAY_MILLIS, 1e-7))
                        .awaitAck(1, day + 2);
            }
            other.sendBinary(ReadingsFrameEncoder.based(
                                    TimeMode.ABSOLUTE, true, true, true, 1, 4, Frames.BASE_MILLIS * 1_000)
                            .add(2, 1, 0.1)
                            .encode())
                    .awaitAck(1, 4);
        }
    }
}
