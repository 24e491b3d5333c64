package hub.benchmark.restart;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    @TempDir
    private Path directory;

    @Test
    void aHubThatWasKilledAcknowledgesAgain() throws IOException {
        String table =
                new Restart(directory, Jars.hub(), "").measure(20_000, 10, 1).toString();

        assertThat(table).contains("| empty directory ", "| 20,000 readings in the journal, 1 ");
    }
}
