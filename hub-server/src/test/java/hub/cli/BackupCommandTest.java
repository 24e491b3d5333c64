package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code backup} and {@code restore} as they are typed. */
class BackupCommandTest {

    @TempDir
    Path folder;

    private Path data = Path.of("none");
    private List<String> readings = List.of();

    private void fill() {
        data = folder.resolve("crash");
        try (TestHub hub = TestHub.start(folder.resolve("data"), settings -> settings.withFoldReadings(200));
                Peer device = hub.welcomed("A")) {
            device.sendRaw(Frames.wire(1, 1, 500)).awaitAck(1, 500);
            readings = hub.readings("");
            await().until(() -> hub.metric("hub_head_readings") == 0);
            assertThat(backup(hub.data(), folder.resolve("x")).err()).contains("in use by another hub");
            hub.copy(data);
        }
    }

    private static Command backup(Path data, Path to) {
        return Command.run("backup", "--data", data.toString(), "--to", to.toString());
    }

    private static Command restore(Path from, Path data) {
        return Command.run("restore", "--from", from.toString(), "--data", data.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"b.zip", "b"})
    void whatAStoppedHubHadIsThereAgain(String name) throws IOException {
        fill();
        Path to = folder.resolve(name);
        assertThat(backup(data, to)).satisfies(done -> {
            assertThat(done.err()).isEmpty();
            assertThat(done.out()).contains(to + ": ", " bytes copied");
            assertThat(done.code()).isZero();
        });
        assertThat(backup(data, to).err()).contains("never overwrites");
        Path restored = folder.resolve("restored");
        Command done = restore(to, restored);
        assertThat(done.out())
                .startsWith("restored and sound: 1 devices, 1 series, ")
                .contains("the newest frame came");
        assertThat(done.code()).isZero();
        assertThat(restore(to, restored).err()).contains("is not empty");
        try (TestHub again = TestHub.start(restored)) {
            assertThat(again.readings("")).isEqualTo(readings).hasSize(500);
        }
    }

    @Test
    void aBackupThatIsNotWholeOrHoldsOtherThingsIsRefused() throws IOException {
        fill();
        Path zip = folder.resolve("b.zip");
        assertThat(backup(data, zip).code()).isZero();
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
        byte[] flipped = bytes.clone();
        flipped[400] ^= 1; // In the database's header; further on a bit may be one of those that mean nothing.
        Files.write(folder.resolve("flipped.zip"), flipped);
        for (String bad : List.of("cut.zip", "flipped.zip", "none.zip")) {
            Command refused = restore(folder.resolve(bad), folder.resolve("of-" + bad));
            assertThat(refused.code()).as(bad).isEqualTo(1);
            assertThat(refused.err()).as(bad).contains("backup");
            assertThat(folder.resolve("of-" + bad).resolve("format")).doesNotExist();
        }
        for (String name : List.of("../evil", "/tmp/evil", "journal/../../evil", "evil")) {
            Path evil = folder.resolve("evil.zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(evil))) {
                out.putNextEntry(new ZipEntry(name));
                out.write("x".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(restore(evil, folder.resolve("deep/of-evil")).err()).contains("which no backup holds");
            assertThat(folder.resolve("evil")).doesNotExist();
            assertThat(folder.resolve("deep")).doesNotExist();
        }
        assertThatThrownBy(() -> TestHub.start(folder.resolve("of-cut.zip")))
                .hasMessageContaining("was not restored to its end");
    }

    @Test
    void leftoversAndMissingRoomsAreNamed() throws IOException {
        fill();
        Files.createDirectory(folder.resolve("b.partial"));
        assertThat(backup(data, folder.resolve("b")).err()).contains("did not come to its end: delete it");
        assertThat(backup(data, folder.resolve("none/b")).err()).contains("is not there");
        assertThat(backup(folder.resolve("nothing"), folder.resolve("c")).err()).contains("is not there");
        assertThat(folder.resolve("c")).doesNotExist();
    }
}
