package hub.benchmark.socket;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketThroughputTest {

    @TempDir
    private Path directory;

    @Test
    void allThatIsAcknowledgedIsStored() throws IOException {
        LoadPlan plan = new LoadPlan(3, 4, 5, 0, Duration.ofMillis(300), Duration.ofMillis(700));

        String table = new SocketThroughput(directory, Jars.hub(), "")
                .measure(plan, 1_000)
                .table()
                .toString();

        assertThat(table).contains("| all that goes ", "| half of it ", "| half of the goal ");
    }
}
