package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonObject;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of connections: when they were, how the clocks differ, and who comes too often. */
class SessionsTest {

    @TempDir
    Path data;

    @Test
    void sessionsAndTheShareOfTimeAreOfTheRange() {
        try (TestHub hub = TestHub.start(data)) {
            Instant start = Instant.now();
            Peer first = hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            hub.clocks.advance(Duration.ofHours(6));
            first.close();
            await().until(() -> hub.state("A").equals("offline"));
            hub.clocks.advance(Duration.ofHours(6));
            hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            hub.clocks.advance(Duration.ofHours(12));
            JsonObject day = Json.object(
                    hub.get("/api/v1/devices/A/sessions?from=" + start).body());
            assertThat(Json.number(day, "connectedShare")).isCloseTo(0.75, within(0.01));
            List<JsonObject> sessions = Json.array(day, "sessions");
            assertThat(sessions).hasSize(2);
            assertThat(Json.text(sessions.get(0), "reason")).isEqualTo("network");
            assertThat(Json.text(sessions.get(1), "to")).isEmpty();
            String middle = "?from=" + start.plus(Duration.ofHours(3)) + "&to=" + start.plus(Duration.ofHours(9));
            JsonObject part =
                    Json.object(hub.get("/api/v1/devices/A/sessions" + middle).body());
            assertThat(Json.number(part, "connectedShare")).isCloseTo(0.5, within(0.01));
            assertThat(Json.array(part, "sessions")).hasSize(1);
            assertThat(hub.get("/api/v1/devices/B/sessions").statusCode()).isEqualTo(404);
            assertThat(hub.get("/api/v1/devices/A/sessions?step=1").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void theClocksDifferenceIsTheLeastDelay() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            long now = System.currentTimeMillis();
            device.sendBinary(Frames.at(1, 1, now - 90_000, 1)).awaitAck(1, 1);
            assertThat(offset(hub)).isBetween(90_000.0, 110_000.0);
            device.sendBinary(Frames.at(1, 2, now + 30_000, 1)).awaitAck(1, 2);
            assertThat(offset(hub)).isBetween(-30_000.0, -10_000.0);
            device.sendBinary(Frames.at(1, 3, now - 90_000, 1)).awaitAck(1, 3);
            assertThat(offset(hub)).isBetween(-30_000.0, -10_000.0);
            hub.clocks.advance(Duration.ofMinutes(5));
            device.sendBinary(Frames.at(1, 4, System.currentTimeMillis() + 300_000 - 1_000, 1))
                    .awaitAck(1, 4);
            assertThat(offset(hub)).isBetween(1_000.0, 20_000.0);
        }
    }

    private static double offset(TestHub hub) {
        return Json.number(Json.object(hub.get("/api/v1/devices/A").body()), "clockOffsetMillis");
    }

    @Test
    void aDeviceThatFlapsIsToldToComeBackLater() throws IOException {
        try (TestHub hub = TestHub.start(data, settings -> settings.withMost(10_000, 1))) {
            for (int i = 0; i < Reconnects.BURST; i++) {
                assertThat(connect(hub, "A").status()).isEqualTo(101);
            }
            RawHttp.Answer refused = connect(hub, "A");
            while (refused.status() == 101) { // It took some seconds to come here.
                refused = connect(hub, "A");
            }
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).contains("30");
            assertThat(connect(hub, "A").status()).isEqualTo(503);
            assertThat(connect(hub, "B").status()).isEqualTo(101);
            await().untilAsserted(() -> assertThat(hub.events("A").stream().filter("flapping"::equals))
                    .hasSize(1));
            hub.clocks.advance(Duration.ofMinutes(6));
            assertThat(connect(hub, "A").status()).isEqualTo(101);
        }
    }

    private static RawHttp.Answer connect(TestHub hub, String device) throws IOException {
        List<String> head = new ArrayList<>(RawHttp.upgrade(hub.address()));
        return RawHttp.head(RawHttp.send(hub.address(), "GET /ws/devices/" + device + " HTTP/1.1", head)
                .getInputStream());
    }
}
