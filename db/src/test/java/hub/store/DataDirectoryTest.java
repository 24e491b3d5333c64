package hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void createsAndReopensADirectory() {
        Path path = temporary.resolve("deep/data");
        for (int i = 0; i < 2; i++) {
            try (DataDirectory directory = DataDirectory.open(path)) {
                assertThat(directory.path()).isEqualTo(path);
                assertThat(directory.journal()).hasParentRaw(path);
                assertThat(directory.database()).hasParentRaw(path);
                assertThat(path.resolve("lock"))
                        .hasContent(ProcessHandle.current().pid() + "\n");
            }
        }
        assertThat(path.resolve("format")).hasContent("telemetry-hub data 2\n");
        assertThat(path.resolve("format.new")).doesNotExist();
    }

    @Test
    void refusesASecondOpenerInTheSameProcess() throws IOException {
        Path link =
                Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(temporary.resolve("data")));
        try (DataDirectory directory = DataDirectory.open(temporary.resolve("data"))) {
            for (Path path : new Path[] {directory.path(), temporary.resolve("data/../data"), link}) {
                assertThatThrownBy(() -> DataDirectory.open(path))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("in use by another hub")
                        .hasMessageContaining(
                                String.valueOf(ProcessHandle.current().pid()))
                        .hasMessageContaining("--data");
            }
        }
        DataDirectory.open(link).close();
    }

    /** A refused opener must not take the lock of the first with it, which POSIX locks make easy. */
    @Test
    void refusesAnotherProcessAlsoAfterASecondOpenerInThisOne() throws Exception {
        Path path = temporary.resolve("data");
        DataDirectory directory = DataDirectory.open(path);
        assertThat(openInChild(path))
                .contains("in use by another hub (process "
                        + ProcessHandle.current().pid() + ")");
        assertThatThrownBy(() -> DataDirectory.open(path)).isInstanceOf(StoreException.class);
        assertThat(openInChild(path))
                .contains("in use by another hub (process "
                        + ProcessHandle.current().pid() + ")");
        directory.close();
        directory.close();
        assertThat(openInChild(path)).isEqualTo("opened");
    }

    @Test
    void refusesAnotherFormatAndLetsGoOfTheDirectory() throws IOException {
        Files.writeString(temporary.resolve("format"), "telemetry-hub data 3\n");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> DataDirectory.open(temporary))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("'telemetry-hub data 3'")
                    .hasMessageContaining("use the version of the hub that wrote it");
        }
        Files.delete(temporary.resolve("format"));
        DataDirectory.open(temporary).close();
    }

    @Test
    void saysWhenThePathIsNoDirectory() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be used");
    }

    private static String openInChild(Path path) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opener.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        return said.strip();
    }

    /** The child process. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] args) {
            try {
                DataDirectory.open(Path.of(args[0])).close();
                System.out.println("opened");
            } catch (StoreException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
