package hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void refusesADirectoryThatHoldsSomethingElseAndLeavesItAsItIs() throws IOException {
        for (String other : List.of("letter.txt", "journal", "hub.mv.db")) {
            Path path = Files.createDirectory(temporary.resolve("of-" + other));
            Files.createFile(path.resolve(other));
            assertThatThrownBy(() -> DataDirectory.open(path))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no file 'format' but holds " + other)
                    .hasMessageContaining("--data");
            assertThat(path).isDirectoryNotContaining(file -> !file.endsWith(other));
        }
        Path prepared = Files.createDirectory(temporary.resolve("prepared"));
        Files.createFile(prepared.resolve("tokens"));
        Files.createDirectory(prepared.resolve("lost+found"));
        DataDirectory.open(prepared).close();
    }

    @Test
    void opensForCommandsOnlyWhatAHubHasWritten() throws IOException {
        Path path = temporary.resolve("data");
        assertThatThrownBy(() -> DataDirectory.openExisting(path)).hasMessageContaining("is not there");
        assertThat(path).doesNotExist();
        Files.createDirectory(path);
        assertThatThrownBy(() -> DataDirectory.openExisting(path)).hasMessageContaining("is no hub's");
        assertThat(path).isEmptyDirectory();
        DataDirectory.open(path).close();
        try (DataDirectory directory = DataDirectory.openExisting(path)) {
            assertThat(directory.formatIntact()).isTrue();
            assertThatThrownBy(() -> DataDirectory.openDamaged(path)).hasMessageContaining("in use by another hub");
        }
        Files.writeString(path.resolve("format"), "telemetry-hub dat");
        assertThatThrownBy(() -> DataDirectory.openExisting(path)).hasMessageContaining("of the format");
        try (DataDirectory directory = DataDirectory.openDamaged(path)) {
            assertThat(directory.formatIntact()).isFalse();
        }
        Files.writeString(path.resolve("format"), "telemetry-hub data 11\n");
        assertThatThrownBy(() -> DataDirectory.openDamaged(path)).hasMessageContaining("newer hub");
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
