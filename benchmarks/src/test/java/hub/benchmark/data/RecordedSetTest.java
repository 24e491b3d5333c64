package hub.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSetTest {

    private static final String HEADER =
            "sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2;durP2;ratioP2\n";

    @TempDir
    private Path directory;

    @Test
    void aRowGivesUpToTwoReadings() throws IOException {
        RecordedSet set = read(HEADER + """
                        5331;SDS011;2688;57.128;-2.130;2017-08-30T11:27:23;9.53;;;2.83;;
                        5331;SDS011;2688;57.128;-2.130;2017-08-30T11:27:24;;;;;;
                        7789;SDS011;2688;57.128;-2.130;2017-08-30T11:27:25;;;;6.90;;
                        """);

        assertThat(set.series())
                .containsExactly(
                        new SeriesName("5331", "pm10"),
                        new SeriesName("5331", "pm2_5"),
                        new SeriesName("7789", "pm2_5"));
        assertThat(readings(set))
                .containsExactly("0 1504092443000 9.53", "1 1504092443000 2.83", "2 1504092445000 6.9");
        assertThat(set.size()).isEqualTo(3);
    }

    @Test
    void aFileThatIsNotThereIsExplained() {
        assertThatThrownBy(() -> RecordedSet.read("recorded", directory.resolve("absent.csv.gz")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("absent.csv.gz")
                .hasMessageContaining("--recorded")
                .hasMessageContaining("--synthetic");
    }

    @Test
    void anotherLayoutIsRefused() {
        assertThatThrownBy(() -> read("time,value\n1,2\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SDS011");
        assertThatThrownBy(() -> read(HEADER + "5331;SDS011\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void theLookAlikeLooksAlike() throws IOException {
        Path file = directory.resolve("synthetic.csv.gz");
        SyntheticRecording.write(file, Instant.parse("2019-01-01T00:00:00Z"), Instant.parse("2019-01-02T00:00:00Z"));

        RecordedSet set = RecordedSet.read("look-alike", file);

        assertThat(set.series()).hasSize(50).contains(new SeriesName("5331", "pm2_5"));
        assertThat(set.size()).isBetween(10_000L, 29_000L);
        List<Long> times = new ArrayList<>();
        set.inArrivalOrder((series, time, value) -> times.add(time));
        assertThat(times).isSorted();
    }

    private RecordedSet read(String text) throws IOException {
        return RecordedSet.read("test", Files.writeString(directory.resolve("recorded.csv"), text));
    }

    private static List<String> readings(DataSet set) {
        List<String> readings = new ArrayList<>();
        set.inArrivalOrder((series, time, value) -> readings.add(series + " " + time + " " + value));
        return readings;
    }
}
