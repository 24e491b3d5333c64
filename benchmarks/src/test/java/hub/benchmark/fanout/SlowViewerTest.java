package hub.benchmark.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowViewerTest {

    @TempDir
    private Path directory;

    @Test
    void aViewerThatStoppedReadingHasAllInTheEnd() throws IOException {
        LoadPlan plan = new LoadPlan(5, 16, 5, 500, Duration.ofMillis(500), Duration.ofSeconds(2));

        String tables = new SlowViewer(directory, Jars.hub(), "").measure(plan, 3);

        // What it holds, how far that goes back, what history has, how many differ.
        assertThat(tables).containsPattern("\\| ([\\d,]{5,}) +\\| +[\\d.]+ \\| +\\1 \\| +0 \\|");
    }
}
