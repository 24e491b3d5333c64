package hub.benchmark.statement;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorstStatementsTest {

    @TempDir
    private Path directory;

    @Test
    void devicesAreAcknowledgedBesideThem() throws IOException {
        LoadPlan plan = new LoadPlan(5, 16, 5, 50, Duration.ofMillis(500), Duration.ofSeconds(2));

        String tables = new WorstStatements(directory, Jars.hub(), "").measure(new ScaleSet(10, 400), plan, 10);

        // Two run at a time; the others are told to come back.
        assertThat(tables).containsPattern("beside the statements +\\| +[1-9]").contains("busy");
    }
}
