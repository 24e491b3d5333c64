package hub.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private Path directory;

    @Test
    void sizeWritesItsSection() throws IOException {
        Path recorded = Files.writeString(directory.resolve("recorded.csv"), """
                sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2;durP2;ratioP2
                5331;SDS011;2688;57.128;-2.130;2017-08-30T11:27:23;9.53;;;2.83;;
                """);

        int code = execute(
                "size",
                "--scale-devices",
                "3",
                "--scale-ticks",
                "20",
                "--rest",
                "PT0.3S",
                "--recorded",
                recorded.toString());

        assertThat(code).isZero();
        assertThat(Files.readString(directory.resolve("RESULTS.md")))
                .contains("## Bytes a reading on disk", "| recorded |", "| scale ", "| compacted ");
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void recordedReadingsThatAreNotThereAreNoCrash() {
        assertThat(execute(
                        "size", "--recorded", directory.resolve("absent.csv.gz").toString()))
                .isEqualTo(1);
        assertThat(directory.resolve("RESULTS.md")).doesNotExist();
    }

    @Test
    void somethingMustBeAskedFor() {
        assertThat(Main.commands().execute()).isEqualTo(2);
    }

    private int execute(String command, String... options) {
        String[] all = new String[options.length + 6];
        all[0] = command;
        all[1] = "--write";
        all[2] = "--work";
        all[3] = directory.resolve("work").toString();
        all[4] = "--results";
        all[5] = directory.resolve("RESULTS.md").toString();
        System.arraycopy(options, 0, all, 6, options.length);
        return Main.commands().execute(all);
    }
}
