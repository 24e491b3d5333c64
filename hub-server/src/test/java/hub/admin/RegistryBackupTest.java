package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.DeviceId;
import hub.registry.DeviceRegistry.Verdict;
import hub.registry.Registry;
import hub.registry.Secrets;
import hub.store.DataDirectory;
import hub.store.Finding;
import hub.store.Progress;
import hub.store.backup.Restore;
import hub.store.check.DataCheck;
import hub.testing.TestHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a hub that runs holds every change of the registry that was answered before it began. */
class RegistryBackupTest {

    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    void holdsWhatWasAnsweredBeforeWhileChangesGoOn() throws Exception {
        Path data = folder.resolve("data");
        String token = DeviceCallsTest.adminToken(data);
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Map<String, String> answered = new ConcurrentHashMap<>();
        List<Map<String, String>> before = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        try (TestHub hub = TestHub.start(data, settings -> settings.withTokens().withBackups(backups))) {
            Calls admin = new Calls(hub, token);
            Thread changes = new Thread(() -> {
                for (int i = 0; !over.get(); i++) {
                    String id = "{\"id\":\"D" + i + "\"}";
                    answered.put("D" + i, admin.text("POST", "/api/v1/registry/devices", id, 201, "token"));
                }
            });
            changes.start();
            for (int round = 0; round < ROUNDS; round++) {
                int known = answered.size();
                await().until(() -> answered.size() > known + 5);
                before.add(new HashMap<>(answered));
                assertThat(admin.status("POST", "/api/v1/backup?name=b" + round + ".zip", ""))
                        .isEqualTo(201);
            }
            over.set(true);
            changes.join();
        }
        for (int round = 0; round < ROUNDS; round++) {
            Path restored = folder.resolve("restored-" + round);
            Restore.run(backups.resolve("b" + round + ".zip"), restored, Progress.NONE);
            requireAll(restored, before.get(round), answered);
        }
    }

    private static void requireAll(Path restored, Map<String, String> least, Map<String, String> most) {
        List<Finding> findings = new ArrayList<>();
        try (DataDirectory directory = DataDirectory.openDamaged(restored)) {
            DataCheck.run(directory, findings::add, Progress.NONE);
        }
        assertThat(findings).isEmpty();
        try (Registry registry = Registry.open(restored.resolve("registry"), () -> 0)) {
            least.forEach((id, token) -> assertThat(registry.devices().check(new DeviceId(id), Secrets.sha256(token)))
                    .as(id)
                    .isEqualTo(Verdict.VALID));
            // One more may have been on the disk, and its answer on the way.
            assertThat(registry.devices().all().size()).isBetween(least.size(), most.size() + 1);
        }
    }
}
