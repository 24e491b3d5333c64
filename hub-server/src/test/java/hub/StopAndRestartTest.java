package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.Ack;
import hub.security.TokenFile;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.Peer.Received;
import hub.testing.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a hub goes, well or badly, and what is there when it comes back. */
class StopAndRestartTest {

    @TempDir
    Path data;

    @TempDir
    Path other;

    @Test
    void whatWasAcknowledgedIsThereAfterAStopUnderLoad() throws Exception {
        TestHub hub = TestHub.start(data);
        List<Peer> devices = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Peer device = hub.welcomed("D" + i);
            devices.add(device);
            Thread sender = new Thread(() -> flood(device));
            senders.add(sender);
            sender.start();
        }
        await().until(() -> hub.metric("hub_frames_stored_total") > 2_000);
        await("each device has sent")
                .until(() -> hub.get("/api/v1/latest").body().lines().skip(1).count() == devices.size());
        long before = System.nanoTime();
        hub.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        for (Thread sender : senders) {
            sender.join();
        }
        try (TestHub again = TestHub.start(data)) {
            for (int i = 0; i < devices.size(); i++) {
                List<Received> all = untilEnd(devices.get(i));
                assertThat(all).noneMatch(Received.Close.class::isInstance);
                long acknowledged = Peer.lastAck(all).map(Ack::seq).orElseThrow();
                assertThat(again.readings("?device=D" + i))
                        .as("what was taken, all of it acknowledged")
                        .hasSize((int) acknowledged);
                assertThat(Frames.valueCounts(again.readings("?device=D" + i)))
                        .allSatisfy((value, count) -> assertThat(count).isEqualTo(1))
                        .containsKey(String.valueOf(acknowledged));
                assertThat(again.events("D" + i)).containsExactly("online", "offline(hub-stopped)");
            }
            assertThat(again.get("/api/v1/events").body())
                    .containsSubsequence("hub-started", "hub-stopped", "hub-started");
        }
    }

    private static void flood(Peer device) {
        try {
            for (int i = 0; i < 10_000; i++) {
                device.sendOrThrow(Frames.wire(1, 1 + 100L * i, 100));
            }
        } catch (IOException e) {
            // The hub has gone.
        }
    }

    private static List<Received> untilEnd(Peer device) {
        List<Received> all = new ArrayList<>();
        for (Received next = device.take(); !(next instanceof Received.End); next = device.take()) {
            all.add(next);
        }
        return all;
    }

    @Test
    void aCloseFrameComesOnlyIfAskedForAndViewersAlwaysGetOne() {
        TestHub quiet = TestHub.start(data);
        Peer device = quiet.welcomed("A");
        Peer viewer = quiet.viewer();
        Peer another = quiet.viewer();
        device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
        quiet.close();
        assertThat(device.awaitClose()).isEqualTo(1006);
        double first = Json.number(viewer.takeText("stopping"), "retryMillis");
        double second = Json.number(another.takeText("stopping"), "retryMillis");
        assertThat(first).isBetween(2_000.0, 10_000.0).isNotEqualTo(second);
        assertThat(viewer.awaitClose()).isEqualTo(1001);

        TestHub polite = TestHub.start(other, TestHub.Settings::withCloseOnShutdown);
        Peer told = polite.welcomed("A");
        polite.close();
        assertThat(told.awaitClose()).isEqualTo(1001);
        try (TestHub again = TestHub.start(other)) {
            assertThat(again.events("A")).containsExactly("online", "offline(hub-stopped)");
        }
    }

    @Test
    void whoWasOnlineAtACrashIsOfflineUntilItComesBack() {
        Path crash = other.resolve("crash");
        try (TestHub hub = TestHub.start(data)) {
            hub.welcomed("stays");
            hub.welcomed("left").close();
            await().until(() -> hub.state("left").equals("offline"));
            hub.copy(crash);
        }
        try (TestHub restarted = TestHub.start(crash)) {
            await().until(() -> restarted.state("stays").equals("offline"));
            assertThat(restarted.events("stays")).containsExactly("online", "offline(hub-stopped)");
            assertThat(restarted.events("left")).containsExactly("online", "offline(network)");
            restarted.welcomed("stays");
            await().until(() -> restarted.state("stays").equals("online"));
        }
    }

    @Test
    void aCrashWithMoreInTheJournalThanFitsIntoMemoryIsRecovered() {
        Path crash = other.resolve("crash");
        try (TestHub hub = TestHub.start(data)) {
            hub.welcomed("A").sendRaw(Frames.wire(1, 1, 500)).awaitAck(1, 500);
            hub.copy(crash);
        }
        // However large the heap is: so few readings fit into memory.
        try (TestHub restarted = TestHub.start(crash, settings -> settings.withFoldReadings(1))) {
            assertThat(restarted.readings("")).hasSize(500);
            restarted.welcomed("A").sendRaw(Frames.wire(1, 1, 2_000)).awaitAck(1, 2_000);
            assertThat(restarted.readings("")).hasSize(2_000);
            assertThat(restarted.metric("hub_folds_total")).isPositive();
        }
        try (TestHub again = TestHub.start(crash)) {
            assertThat(again.readings("")).hasSize(2_000);
        }
    }

    @Test
    void aHubThatCannotStoreSaysSoAndStillAnswersForThePast() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            assertThat(hub.get("/readyz").statusCode()).isEqualTo(200);
            deleteAll(data.resolve("journal"));
            long acknowledged = floodUntilItEnds(device);
            assertThat(hub.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(hub.get("/readyz").body()).contains("\"causes\":{\"journal\":\"cannot store readings: ");
            assertThat(hub.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(hub.readings("?device=A")).hasSizeGreaterThanOrEqualTo((int) acknowledged);
            assertThat(hub.get("/api/v1/devices").statusCode()).isEqualTo(200);
            assertThat(hub.metric("hub_device_connections")).isZero();
            assertThat(hub.get("/ws/devices/A").statusCode()).isIn(426, 503);
        }
    }

    /** What is wrong may name files and machines. */
    @Test
    void aStrangerHearsOnlyWhetherTheHubIsReady() {
        String device = TestHub.token(data, TokenFile.Kind.DEVICE, "A");
        String[] viewer = {"Authorization", "Bearer " + TestHub.token(data, TokenFile.Kind.VIEWER, "v")};
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            assertThat(hub.get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
            deleteAll(data.resolve("journal"));
            floodUntilItEnds(hub.welcomed("A", "Authorization: Bearer " + device));
            for (String[] shown : new String[][] {{}, {"Authorization", "Bearer wrong"}}) {
                HttpResponse<String> told = hub.get("/readyz", shown);
                assertThat(told.statusCode()).isEqualTo(503);
                assertThat(told.body()).isEqualTo("{\"status\":\"not ready\"}");
            }
            assertThat(hub.get("/readyz", viewer).body()).contains("\"causes\":{\"journal\":\"cannot store readings: ");
        }
    }

    /** The highest acknowledged number of readings before the hub drops the device, which must be without a close. */
    private static long floodUntilItEnds(Peer device) {
        long seq = 1;
        try {
            for (int i = 0; i < 2_000; i++) {
                device.sendOrThrow(Frames.wire(
                        0x82,
                        Frames.many(1, ++seq, Frames.BASE_MILLIS + seq * 4_000, 4_000)
                                .array()));
            }
        } catch (IOException e) {
            // As it should.
        }
        List<Received> all = untilEnd(device);
        assertThat(all).noneMatch(Received.Close.class::isInstance);
        return Peer.lastAck(all).map(Ack::seq).orElse(1L);
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTakenPortIsSaidAndTheDataIsFreeAgain() {
        try (TestHub hub = TestHub.start(data)) {
            hub.welcomed("A").sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            assertThat(hub.readings("?device=A")).hasSize(1);
            assertThatThrownBy(() -> TestHub.start(data)).hasMessageContaining("in use by another hub");
        }
        try (TestHub again = TestHub.start(data)) {
            assertThat(again.readings("?device=A")).hasSize(1);
        }
    }
}
