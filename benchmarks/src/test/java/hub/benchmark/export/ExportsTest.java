package hub.benchmark.export;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {

    @TempDir
    private Path directory;

    @Test
    void allGetAllWithLittleMemory() throws IOException {
        LoadPlan plan = new LoadPlan(5, 16, 5, 50, Duration.ofMillis(500), Duration.ofSeconds(1));

        String tables =
                new Exports(directory, Jars.hub(), "-Xmx256m").measure(new ScaleSet(10, 400), plan, 100, "format=csv");

        // As many complete as asked, of the same size, none cut.
        assertThat(tables)
                .containsPattern("\\| 100 +\\| +100 \\| +[\\d,]{6,} \\|")
                .doesNotContain("not the same");
    }
}
