package hub.benchmark.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FanOutTest {

    @TempDir
    private Path directory;

    @Test
    void everyViewerGetsAllThatIsAcknowledged() throws IOException {
        LoadPlan plan = new LoadPlan(5, 16, 5, 100, Duration.ofMillis(500), Duration.ofSeconds(1));

        String tables = new FanOut(directory, Jars.hub(), "").measure(plan, 4, 1, Duration.ofMillis(500));

        // Acknowledged, and what the viewers with the fewest and with the most have got.
        assertThat(tables).containsPattern(" +([\\d,]{3,}) \\| +\\1 \\| +\\1 \\| +0 \\|");
        assertThat(tables).contains("viewers that began anew: 0, readings lost: 0.");
        assertThat(tables).containsPattern("\\| 1 +\\| hub +\\| +[1-9]").containsPattern("\\| 1 +\\| bare +\\| +[1-9]");
    }
}
