package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.LiveFrame;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.Peer.Received;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a viewer chooses: devices by their prefix, and how often it wants to hear. */
class LiveChoiceTest {

    @TempDir
    Path data;

    private static Peer subscribed(TestHub hub, String rest) {
        Peer viewer = hub.viewer();
        viewer.sendText("{\"type\":\"subscribe\",\"id\":3," + rest + "}");
        viewer.takeText("subscribed");
        return viewer;
    }

    private static void send(TestHub hub, String device, double value) {
        long now = System.currentTimeMillis();
        hub.welcomed(device).sendBinary(Frames.at(1, (long) value, now, value)).awaitAck(1, (long) value);
    }

    @Test
    void aPrefixIsOfDevicesNowAndLater() {
        try (TestHub hub = TestHub.start(data)) {
            send(hub, "berlin-1", 1);
            send(hub, "bern-1", 2);
            Peer latest = subscribed(hub, "\"mode\":\"latest\",\"prefix\":\"berlin-\"");
            Peer every = subscribed(hub, "\"mode\":\"every\",\"prefix\":\"berlin-\"");
            Peer none = subscribed(hub, "\"mode\":\"every\",\"prefix\":\"Berlin-\"");
            assertThat(latest.awaitLive().values()).containsExactly(1);
            assertThat(every.awaitLive().values()).containsExactly(1);
            assertThat(none.awaitLive().values()).isEmpty();
            send(hub, "bern-2", 3);
            send(hub, "berlin-2", 4);
            assertThat(Json.text(
                            Json.array(latest.awaitText("series"), "series").get(0), "device"))
                    .isEqualTo("berlin-2");
            // What came with the snapshot may come once more.
            assertThat(awaitValuesOtherThan(1, latest)).containsExactly(4);
            assertThat(awaitValuesOtherThan(1, every)).containsExactly(4);
            assertThat(none.drain()).isEmpty();
        }
    }

    private static double[] awaitValuesOtherThan(double known, Peer viewer) {
        double[] values = viewer.awaitLive().values();
        while (values.length == 1 && values[0] == known) {
            values = viewer.awaitLive().values();
        }
        return values;
    }

    @Test
    void eventsOfAPrefix() {
        try (TestHub hub = TestHub.start(data)) {
            hub.welcomed("berlin-1");
            hub.welcomed("bern-1");
            Peer viewer = subscribed(hub, "\"mode\":\"events\",\"prefix\":\"berlin-\"");
            List<JsonObject> first = Json.array(viewer.takeText("events"), "events");
            hub.welcomed("bern-2");
            hub.welcomed("berlin-2");
            // The first may have been too early for the store; then it comes now.
            JsonObject last = Json.array(viewer.takeText("events"), "events").get(0);
            assertThat(first)
                    .allSatisfy(event -> assertThat(Json.text(event, "device")).startsWith("berlin-"));
            assertThat(Json.text(last, "device")).startsWith("berlin-");
        }
    }

    @Test
    void everyTakesNoMoreThanAHundredDevicesOfAPrefix() {
        try (TestHub hub = TestHub.start(data, settings -> settings.withMost(200, 20))) {
            for (int i = 0; i <= LiveOptions.MAX_EVERY_DEVICES; i++) {
                send(hub, "d" + i, 1);
            }
            Peer viewer = subscribed(hub, "\"mode\":\"every\",\"prefix\":\"d\"");
            JsonObject error = viewer.takeText("error");
            assertThat(Json.text(error, "code")).isEqualTo("too-many-devices");
            assertThat(Json.text(error, "message")).contains("101").contains("\"d\"");
        }
    }

    @Test
    void aTickOfOnesOwn() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Peer quick = subscribed(hub, "\"mode\":\"latest\"");
            Peer calm = subscribed(hub, "\"mode\":\"latest\",\"tick\":10000");
            assertThat(quick.awaitLive().count()).isZero();
            assertThat(calm.awaitLive().count()).isZero();
            for (int i = 1; i <= 5; i++) {
                device.sendBinary(Frames.at(1, i)).awaitAck(1, i);
                while (quick.awaitLive().values()[0] < i) {
                    // Not yet.
                }
            }
            assertThat(calm.drain()).noneMatch(Received.Binary.class::isInstance);
            hub.clocks.advance(Duration.ofSeconds(10));
            LiveFrame only = calm.awaitLive();
            assertThat(only.values()).containsExactly(5);
            assertThat(only.skipped()).as("late is not what was not due").isZero();
            for (String tick : List.of("99", "10001", "1.5", "\"1s\"")) {
                calm.sendText("{\"type\":\"subscribe\",\"id\":4,\"mode\":\"latest\",\"tick\":" + tick + "}");
                assertThat(Json.text(calm.awaitText("error"), "message")).contains("100 to 10000");
            }
        }
    }
}
