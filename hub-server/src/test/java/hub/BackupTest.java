package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.Ack;
import hub.security.TokenFile;
import hub.store.DataDirectory;
import hub.store.Progress;
import hub.store.backup.Restore;
import hub.store.check.DataCheck;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup of a running hub holds all that was acknowledged before it was asked for. */
class BackupTest {

    private static final int DEVICES = 3;

    @TempDir
    Path temporary;

    private Path data;
    private Path backups;

    @BeforeEach
    void directories() throws IOException {
        data = temporary.resolve("data");
        backups = Files.createDirectory(temporary.resolve("backups"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.zip", "one"})
    void everyReadingAcknowledgedBeforeABackupIsInItOnce(String name) throws Exception {
        List<Long> acknowledged = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        try (TestHub hub =
                TestHub.start(data, settings -> settings.withFoldReadings(500).withBackups(backups))) {
            List<Peer> devices = new ArrayList<>();
            for (int i = 0; i < DEVICES; i++) {
                Peer device = hub.welcomed("D" + i);
                devices.add(device);
                Thread sender = new Thread(() -> flood(device));
                senders.add(sender);
                sender.start();
            }
            await().until(() -> hub.metric("hub_folds_total") >= 3);
            for (Peer device : devices) {
                device.awaitAck(1, 100);
                long more = Peer.lastAck(device.drain()).map(Ack::seq).orElse(0L);
                acknowledged.add(Math.max(100, more));
            }
            double stored = hub.metric("hub_frames_stored_total");
            HttpResponse<String> answer = post(hub, "/api/v1/backup?name=" + name);
            assertThat(answer.body()).contains("\"backup\":\"" + backups.resolve(name) + "\"");
            assertThat(answer.statusCode()).isEqualTo(201);
            // The load did not end before.
            await().until(() -> hub.metric("hub_frames_stored_total") > stored);
            assertThat(post(hub, "/api/v1/backup?name=" + name).body()).contains("never overwrites");
            assertThat(backups.resolve(name + ".partial")).doesNotExist();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        requireAll(restored(backups.resolve(name)), acknowledged);
    }

    private static void flood(Peer device) {
        try {
            for (int i = 0; i < 10_000; i++) {
                device.sendOrThrow(Frames.wire(1, 1 + 20L * i, 20));
            }
        } catch (IOException e) {
            // The hub has gone.
        }
    }

    private Path restored(Path backup) {
        Path restored = temporary.resolve("restored");
        Restore.run(backup, restored, Progress.NONE);
        try (DataDirectory directory = DataDirectory.openExisting(restored)) {
            List<String> findings = new ArrayList<>();
            DataCheck.Report report =
                    DataCheck.run(directory, finding -> findings.add(finding.toString()), Progress.NONE);
            assertThat(findings).isEmpty();
            assertThat(report.database().devices()).isEqualTo(DEVICES);
        }
        return restored;
    }

    private static void requireAll(Path restored, List<Long> acknowledged) {
        try (TestHub again = TestHub.start(restored)) {
            for (int i = 0; i < DEVICES; i++) {
                Map<String, Integer> counts = Frames.valueCounts(again.readings("?device=D" + i));
                assertThat(counts.values()).containsOnly(1);
                for (long value = 1; value <= acknowledged.get(i); value++) {
                    assertThat(counts).containsKey(String.valueOf(value));
                }
            }
        }
    }

    private static HttpResponse<String> post(TestHub hub, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(hub.address().resolve(path)).POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return hub.send(request.build());
    }

    @Test
    void onlyAnOperatorMayAskAndOnlyForAPlainNameInTheHubsDirectory() {
        String operator = TestHub.token(data, TokenFile.Kind.OPERATOR, "ann");
        String viewer = TestHub.token(data, TokenFile.Kind.VIEWER, "bob");
        String path = "/api/v1/backup?name=a.zip";
        try (TestHub hub = TestHub.start(data, settings -> settings.withTokens().withBackups(backups))) {
            assertThat(post(hub, path).statusCode()).isEqualTo(401);
            assertThat(post(hub, path, "Authorization", "Bearer " + viewer).statusCode())
                    .isEqualTo(403);
            String[] known = {"Authorization", "Bearer " + operator};
            assertThat(hub.get(path, known).statusCode()).isEqualTo(405);
            assertThat(hub.get("/api/v1/devices", known).statusCode()).isEqualTo(403);
            for (String name : List.of("", "?name=", "?name=..%2Fb", "?name=.b", "?name=%2Ftmp%2Fb", "?name=b%5Cc")) {
                assertThat(post(hub, "/api/v1/backup" + name, known).statusCode())
                        .as(name)
                        .isEqualTo(400);
            }
            assertThat(post(hub, path, "Authorization", "Bearer " + operator, "Origin", "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(backups).isEmptyDirectory();
            assertThat(post(hub, path, known).statusCode()).isEqualTo(201);
            assertThat(backups).isDirectoryContaining("glob:**/a.zip");
        }
    }

    @Test
    void anOpenHubObeysNoPageOfAnotherOriginAndNobodyWithoutADirectory() {
        try (TestHub hub = TestHub.start(data)) {
            assertThat(post(hub, "/api/v1/backup?name=a", "Origin", "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(post(hub, "/api/v1/backup?name=a").body()).contains("--backup-dir");
        }
    }
}
