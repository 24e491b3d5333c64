package hub.benchmark.flood;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloodsTest {

    @TempDir
    private Path directory;

    @Test
    void strangersAreGoneInTheEnd() throws IOException {
        String tables = new Floods(directory, Jars.hub(), "", Duration.ofSeconds(2)).measure(5, 12, 1);

        assertThat(tables).containsPattern("half a handshake +\\| +8 \\| +8 ");
        assertThat(tables).containsPattern("pings without end +\\| +1 \\| +1 ");
        assertThat(tables).containsPattern("pongs without end +\\| +1 \\| +1 ");
        assertThat(tables).containsPattern("empty fragments without end +\\| +1 \\| +1 ");
        assertThat(tables).containsPattern("a frame of 2\\^62 bytes +\\| +1 \\| +1 ");
    }
}
