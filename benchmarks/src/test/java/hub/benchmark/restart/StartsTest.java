package hub.benchmark.restart;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartsTest {

    @TempDir
    private Path directory;

    @Test
    void aHubThatWasStoppedStartsWithAndWithoutAnArchive() throws IOException {
        String table = new Starts(directory, Jars.hub(), "").measure(20_000, 1).toString();

        assertThat(table.replaceAll(" +", " "))
                .contains("| empty | from an archive |", "| 20,000 readings | from the jar |");
        assertThat(directory.resolve("hub-server.jsa")).isNotEmptyFile();
    }
}
