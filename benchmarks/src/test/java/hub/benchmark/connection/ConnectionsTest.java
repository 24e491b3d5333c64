package hub.benchmark.connection;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    @TempDir
    private Path directory;

    @Test
    void connectionsAreCountedLostAndBack() throws IOException {
        Programs programs = new Programs(directory, Jars.hub(), "", Jars.simulator());

        String table = new ManyConnections(programs, 20, Duration.ofSeconds(1), Duration.ofSeconds(2))
                .measure()
                .toString();

        assertThat(table).contains("| heap a connection, bytes", "| all back after the hub's return ");
        assertThat(table).containsPattern("acknowledged and not stored +\\| +0 ");
        assertThat(table).containsPattern("dropped by the devices, or devices turned away +\\| +0 ");
    }

    @Test
    void frozenDevicesAreFound() throws IOException {
        Programs programs = new Programs(directory, Jars.hub(), "", Jars.simulator());

        String table = new HalfOpen(programs, 5, 0, 10, Duration.ofMillis(200))
                .measure()
                .toString();

        assertThat(table).contains("5 of 5", "0 of 10");
    }
}
