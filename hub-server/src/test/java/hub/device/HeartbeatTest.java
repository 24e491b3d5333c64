package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonObject;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not answer is offline, who comes back is online, and both are told live. */
class HeartbeatTest {

    @TempDir
    Path data;

    @Test
    void aSilentDeviceGoesOfflineAndComesBackAndViewersHearOfBoth() {
        try (TestHub hub = TestHub.start(data)) {
            Peer viewer = hub.viewer();
            viewer.sendText("{\"type\":\"subscribe\",\"id\":4,\"mode\":\"events\",\"devices\":[\"A\"]}");
            viewer.takeText("subscribed");
            assertThat(Json.array(viewer.takeText("events"), "events")).isEmpty();

            Peer device = hub.welcomed("A");
            assertThat(told(viewer, 1)).containsExactly("online");
            device.answersPings(false);
            device.answersClose(false);
            hub.clocks.advance(Duration.ofSeconds(31));
            await().until(() -> device.pings() > 0);
            assertThat(hub.state("A")).isEqualTo("online");
            hub.clocks.advance(Duration.ofSeconds(10));
            assertThat(told(viewer, 1)).containsExactly("offline(no-heartbeat)");
            assertThat(device.awaitClose()).isEqualTo(4408);
            assertThat(hub.state("A")).isEqualTo("offline");
            assertThat(Json.text(Json.object(hub.get("/api/v1/devices/A").body()), "reason"))
                    .isEqualTo("no-heartbeat");

            hub.welcomed("A");
            assertThat(told(viewer, 1)).containsExactly("online");
            assertThat(hub.state("A")).isEqualTo("online");
            assertThat(hub.events("A")).containsExactly("online", "offline(no-heartbeat)", "online");
        }
    }

    private static List<String> told(Peer viewer, int count) {
        List<String> told = new ArrayList<>();
        while (told.size() < count) {
            for (JsonObject event : Json.array(viewer.takeText("events"), "events")) {
                String reason = Json.text(event, "reason");
                told.add(Json.text(event, "type") + (reason.isEmpty() ? "" : "(" + reason + ")"));
            }
        }
        return told;
    }

    @Test
    void aDeviceThatAnswersPingsStaysAndItsRoundTripIsShown() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            for (int i = 1; i <= 4; i++) {
                int expected = i;
                hub.clocks.advance(Duration.ofSeconds(30));
                await().until(() -> device.pings() >= expected);
                device.ping(new byte[] {1}).takePong();
            }
            assertThat(hub.state("A")).isEqualTo("online");
            await().untilAsserted(() ->
                    assertThat(hub.get("/api/v1/devices/A").body()).contains("roundTripMillis"));
        }
    }

    @Test
    void aDeviceThatSendsWithoutAnsweringPingsIsAlive() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.answersPings(false);
            for (int i = 1; i <= 5; i++) {
                hub.clocks.advance(Duration.ofSeconds(15));
                device.sendBinary(Frames.at(1, i)).awaitAck(1, i);
            }
            assertThat(hub.events("A")).containsExactly("online");
        }
    }

    @Test
    void missingReadingsMakeADeviceStaleAndTheNextOneOnlineAgain() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendText("{\"type\":\"hello\",\"intervalSeconds\":4}");
            device.sendBinary(Frames.hubTime(1, 1, 1)).awaitAck(1, 1);
            hub.clocks.advance(Duration.ofSeconds(11));
            await().until(() -> hub.state("A").equals("stale"));
            device.sendBinary(Frames.hubTime(1, 2, 1)).awaitAck(1, 2);
            await().until(() -> hub.state("A").equals("online"));
        }
    }
}
