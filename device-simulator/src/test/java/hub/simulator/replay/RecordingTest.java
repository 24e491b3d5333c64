package hub.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hub.simulator.replay.Recording.NumberedRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final String HEADER = "sensor_id;sensor_type;location;lat;lon;timestamp;temperature;humidity\n";

    @TempDir
    private Path directory;

    private final List<String> bad = new ArrayList<>();

    @Test
    void mergesFilesByTime() throws Exception {
        Path first = plain("1.csv", HEADER + row(1, "00:00:01", "1") + row(1, "00:00:05", "2"));
        Path second = gzip("2.csv.gz", HEADER + row(2, "00:00:02", "3") + row(2, "00:00:05", "4"));

        assertThat(read(List.of(first, second))).containsExactly("1#1=1.0", "2#1=3.0", "1#2=2.0", "2#2=4.0");
    }

    @Test
    void badAndEmptyRowsKeepTheirNumbers() throws Exception {
        Path file = plain(
                "1.csv",
                HEADER + row(1, "00:00:01", "nan") + row(1, "00:00:02", "2") + "1;torn\n" + "\n"
                        + row(1, "00:00:03", "") + row(1, "xx", "9") + row(1, "00:00:04", "4"));

        assertThat(read(List.of(file))).containsExactly("1#2=2.0", "1#3=", "1#5=4.0");
        assertThat(bad)
                .containsExactly(
                        file + ":2 'nan' is no finite number",
                        file + ":4 2 fields, the header has 8",
                        file + ":7 Text '2019-05-20Txx' could not be parsed at index 11");
    }

    @Test
    void theSameFilesGiveTheSameEpochAndOthersAnother() throws Exception {
        Path first = plain("1.csv", HEADER + row(1, "00:00:01", "1"));
        Path second = plain("2.csv", HEADER + row(1, "00:00:01", "2"));
        long epoch = RecordingPaths.epochOf(List.of(first, second));

        assertThat(RecordingPaths.epochOf(List.of(first, second)))
                .isEqualTo(epoch)
                .isBetween(0L, 0xFFFF_FFFFL);
        assertThat(RecordingPaths.epochOf(List.of(second, first))).isNotEqualTo(epoch);
        plain("2.csv", HEADER + row(1, "00:00:01", "3"));
        assertThat(RecordingPaths.epochOf(List.of(first, second))).isNotEqualTo(epoch);
    }

    @Test
    void aDirectoryStandsForItsRecordings() throws Exception {
        Path late = plain("b.csv", HEADER);
        Path early = gzip("a.csv.gz", HEADER);
        plain("README.md", "not a recording");

        assertThat(RecordingPaths.expand(List.of(directory))).containsExactly(early, late);
        assertThatThrownBy(() -> RecordingPaths.expand(List.of(directory.resolve("nothing"))))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void namesTheFileThatIsNoRecording() throws Exception {
        Path file = plain("x.csv", "a,b\n1,2\n");

        assertThatThrownBy(() -> read(List.of(file)))
                .isInstanceOf(UnknownLayoutException.class)
                .hasMessageStartingWith(file + ": its columns are 'a,b'");
    }

    @Test
    void saysWhereATornFileEnds() throws Exception {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 2_000; i++) {
            rows.append(row(i, "00:00:01", Integer.toString(i * 7_919)));
        }
        Path file = gzip("torn.csv.gz", rows.toString());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> read(List.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("torn.csv.gz:")
                .hasMessageContaining("cannot be read on");
    }

    @Test
    void readsTheRecordedWeek() throws Exception {
        Path file = data("replay_week_2019-05-06.csv.gz");
        long rows = 0;
        Set<String> stations = new HashSet<>();
        try (Recording recording = open(List.of(file))) {
            for (Optional<NumberedRow> row = recording.next(); row.isPresent(); row = recording.next()) {
                rows++;
                stations.add(row.get().row().device().value());
            }
        }
        assertThat(rows).isEqualTo(88_396);
        assertThat(stations).hasSize(23);
        assertThat(bad).isEmpty();
    }

    @Test
    void readsTheArchivesDay() throws Exception {
        List<Path> files = RecordingPaths.expand(List.of(data("archive-2019-05-20")));
        long lines = 0;
        for (Path file : files) {
            lines += Files.readAllLines(file).size() - 1;
        }
        long rows = 0;
        try (Recording recording = open(files)) {
            for (Optional<NumberedRow> row = recording.next(); row.isPresent(); row = recording.next()) {
                rows++;
            }
        }
        assertThat(files).hasSize(46);
        assertThat(rows).isEqualTo(lines);
        assertThat(bad).isEmpty();
    }

    private Recording open(List<Path> files) throws IOException {
        return Recording.open(files, "", (position, reason) -> bad.add(position + " " + reason));
    }

    /** In the form device#number=first value. */
    private List<String> read(List<Path> files) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Recording recording = open(files)) {
            for (Optional<NumberedRow> next = recording.next(); next.isPresent(); next = recording.next()) {
                Row row = next.get().row();
                String value = row.values().isEmpty()
                        ? ""
                        : Double.toString(row.values().get(0).value());
                rows.add(row.device() + "#" + next.get().number() + "=" + value);
            }
        }
        return rows;
    }

    private Path plain(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path gzip(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String row(int sensor, String time, String temperature) {
        return sensor + ";DHT22;1;57.1;-2.1;2019-05-20T" + time + ";" + temperature + ";\n";
    }

    /** The recorded data lie beside the repository where there are any. */
    private static Path data(String name) {
        Path path = Path.of(System.getProperty("hub.root", ".."), "..", "shared", "data", name)
                .normalize();
        assumeTrue(Files.exists(path), "no " + path);
        return path;
    }
}
