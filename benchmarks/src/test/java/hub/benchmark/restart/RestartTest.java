package hub.benchmark.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    @TempDir
    private Path directory;

    @Test
    void aHubThatWasKilledAcknowledgesAgain() throws IOException {
        Path jar = Path.of(Objects.requireNonNull(System.getProperty("hub.root"), "run by Maven"))
                .resolve("hub-server/target/hub-server.jar");
        assumeTrue(Files.exists(jar), "this module alone is built, so there is no hub");

        String table = new Restart(directory, jar).measure(20_000, 10, 1).toString();

        assertThat(table).contains("| empty directory ", "| 20,000 readings in the journal, 1 ");
    }
}
