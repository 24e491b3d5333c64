package hub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.DeviceId;
import hub.registry.DeviceRegistry.Verdict;
import hub.store.DataDirectory;
import hub.store.Finding;
import hub.store.StoreException;
import hub.store.backup.Backup;
import hub.store.backup.Restore;
import hub.store.check.DataCheck;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The registry on the disk: after a crash, in a backup, and with a flipped bit. */
@Isolated("the file system that databases are opened in is another one meanwhile")
class RegistryTest {

    private static final Actor TEST = new Actor("test", "this machine");
    private static final DeviceId A = new DeviceId("A");

    @TempDir
    Path folder;

    private Registry open(Path data) {
        return Registry.open(data.resolve("registry"), () -> 1_000);
    }

    private static String add(Registry registry, DeviceId id) {
        return String.valueOf(registry.devices()
                .add(TEST, List.of(RegisteredDevice.of(id, 1_000)), true)
                .get(id));
    }

    private static Verdict check(Registry registry, String token) {
        return registry.devices().check(A, Secrets.sha256(token));
    }

    /** A copy of the file while it is open is what a crash leaves. */
    @Test
    void whatWasAnsweredIsThereAfterACrash() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        List<String> tokens = new ArrayList<>();
        try (Registry registry = open(data)) {
            tokens.add(add(registry, A));
            for (int i = 0; i < 100; i++) {
                tokens.add(registry.devices().rotate(TEST, A, 0));
                if (i % 25 == 0) {
                    Path crashed = folder.resolve("crash-" + i);
                    TestHub.copy(data, crashed);
                    try (Registry again = open(crashed)) {
                        assertThat(check(again, tokens.get(i + 1))).isEqualTo(Verdict.VALID);
                        assertThat(check(again, tokens.get(i))).isEqualTo(Verdict.WRONG);
                        assertThat(again.log(Long.MAX_VALUE, 1_000)).hasSize(i + 2);
                    }
                }
            }
            assertThat(Files.getPosixFilePermissions(data.resolve("registry.mv.db")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.size(data.resolve("registry.mv.db"))).isLessThan(4 << 20);
        }
    }

    @Test
    void aBackupHoldsIt() {
        Path data = folder.resolve("data");
        try (TestHub hub = TestHub.start(data)) {
            assertThat(hub.get("/api/v1/registry/devices").body()).isEqualTo("[]");
        }
        String token;
        try (Registry registry = open(data)) {
            token = add(registry, A);
        }
        try (DataDirectory directory = DataDirectory.openExisting(data)) {
            Backup.offline(directory, folder.resolve("backup.zip"), (what, done, total) -> {});
        }
        Restore.run(folder.resolve("backup.zip"), folder.resolve("restored"), (what, done, total) -> {});
        try (Registry restored = open(folder.resolve("restored"))) {
            assertThat(check(restored, token)).isEqualTo(Verdict.VALID);
        }
        assertThat(findings(folder.resolve("restored"))).isEmpty();
    }

    /** What failed may be on the disk all the same, so the registry is read anew before anything else is changed. */
    @Test
    void goesOnAfterAFailedWriteWithWhatIsOnTheDisk() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        FullDisk.insert();
        String first;
        String later;
        try (Registry registry = open(data)) {
            first = add(registry, A);
            FullDisk.full(data);
            DeviceId b = new DeviceId("B");
            for (String why : List.of("No space left", "read anew after an error; try again", "No space left")) {
                assertThatThrownBy(() -> add(registry, b))
                        .isInstanceOf(StoreException.class)
                        .hasStackTraceContaining(why);
                assertThat(registry.devices().find(b)).isEmpty();
                assertThat(check(registry, first))
                        .as("who is known may connect")
                        .isEqualTo(Verdict.VALID);
            }
            FullDisk.roomAgain();
            assertThatThrownBy(() -> add(registry, b)).hasMessageContaining("read anew after an error; try again");
            add(registry, b);
            later = registry.devices().rotate(TEST, A, 0);
            assertThat(check(registry, first)).isEqualTo(Verdict.WRONG);
        } finally {
            FullDisk.remove();
        }
        try (Registry again = open(data)) {
            assertThat(check(again, later)).isEqualTo(Verdict.VALID);
            assertThat(again.devices().find(new DeviceId("B"))).isPresent();
            assertThat(again.log(Long.MAX_VALUE, 100)).hasSize(3);
        }
    }

    private static List<Finding> findings(Path data) {
        List<Finding> findings = new ArrayList<>();
        try (DataDirectory directory = DataDirectory.openDamaged(data)) {
            DataCheck.run(directory, findings::add, (what, done, total) -> {});
        }
        return findings;
    }

    @Test
    void aFlippedBitIsFoundAndNotBelieved() throws IOException {
        Path data = folder.resolve("data");
        TestHub.start(data).close();
        try (Registry registry = open(data)) {
            add(registry, new DeviceId("flip-me"));
        }
        Path file = data.resolve("registry.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int flipped = 0;
        for (int at = text.indexOf("flip-me"); at >= 0; at = text.indexOf("flip-me", at + 1)) {
            bytes[at] ^= 1;
            flipped++;
        }
        assertThat(flipped).isPositive();
        Files.write(file, bytes);
        assertThat(findings(data))
                .isNotEmpty()
                .allMatch(finding -> finding.part().equals("registry"));
        assertThatThrownBy(() -> open(data).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("restore a backup");
    }
}
