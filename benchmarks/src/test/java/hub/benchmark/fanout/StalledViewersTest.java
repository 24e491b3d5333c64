package hub.benchmark.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StalledViewersTest {

    @TempDir
    private Path directory;

    @Test
    void thoseWhoReadGetAllBesideThoseWhoDoNot() throws IOException {
        LoadPlan plan = new LoadPlan(5, 16, 5, 500, Duration.ofMillis(500), Duration.ofSeconds(2));

        String tables = new StalledViewers(directory, Jars.hub(), "").measure(plan, 2, 20);

        assertThat(tables).contains("| all read ").contains("| 20 more do not ");
        // Heap with them, heap without, and of each.
        assertThat(tables).containsPattern("\\| [\\d,]+ +\\| +[\\d,]+ \\| +[\\d.,-]+ \\|");
    }
}
