package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.LiveFrame;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices chosen by where they say that they are, now and later. */
class LiveAreaTest {

    private static final String ABERDEEN = "\"area\":[-2.3,57.1,-2.0,57.3]";
    private static final String IN = "{\"lat\":57.15,\"lon\":-2.1}";
    private static final String OUT = "{\"lat\":48.2,\"lon\":16.4}";

    @TempDir
    Path data;

    private static Peer subscribed(TestHub hub, String rest) {
        Peer viewer = hub.viewer();
        viewer.sendText("{\"type\":\"subscribe\",\"id\":3," + rest + "}");
        viewer.takeText("subscribed");
        return viewer;
    }

    /** A device that has sent a reading of 1, and then says where it is. */
    private static Peer placed(TestHub hub, String id, String location) {
        Peer device = hub.welcomed(id);
        sayPlace(device, location);
        device.sendBinary(Frames.hubTime(1, 1, 1)).awaitAck(1, 1);
        return device;
    }

    private static void sayPlace(Peer device, String location) {
        device.sendText("{\"type\":\"hello\",\"location\":" + location + "}");
    }

    /** The next list that has changes of this device, or is a new one. */
    private static Set<String> awaitList(Peer viewer, boolean reset) {
        JsonObject message = viewer.awaitText("devices");
        while (!new JsonBoolean(reset).equals(message.members().get("reset"))) {
            message = viewer.awaitText("devices");
        }
        Set<String> ids = new HashSet<>();
        Json.array(message, "devices").forEach(device -> ids.add(Json.text(device, "id")));
        return ids;
    }

    @Test
    void theListFollowsDevicesThatMoveInAndOut() {
        try (TestHub hub = TestHub.start(data)) {
            Peer mover = placed(hub, "mover", OUT);
            placed(hub, "stays", IN);
            hub.welcomed("nowhere");
            Peer viewer = subscribed(hub, "\"mode\":\"fleet\"," + ABERDEEN);
            assertThat(awaitList(viewer, true)).containsExactly("stays");
            sayPlace(mover, IN);
            assertThat(awaitList(viewer, false)).containsExactly("mover");
            sayPlace(mover, OUT);
            assertThat(awaitList(viewer, true)).containsExactly("stays");
            assertThat(Json.number(viewer.awaitText("fleet"), "online")).isEqualTo(3);
        }
    }

    @Test
    void theNewestOfDevicesThatMoveInAndOut() {
        try (TestHub hub = TestHub.start(data)) {
            Peer mover = placed(hub, "mover", OUT);
            Peer stays = placed(hub, "stays", IN);
            Peer viewer = subscribed(hub, "\"mode\":\"latest\"," + ABERDEEN);
            assertThat(awaitSnapshot(viewer, 1).count()).isEqualTo(1);
            mover.sendBinary(Frames.hubTime(1, 2, 8)).awaitAck(1, 2);
            stays.sendBinary(Frames.hubTime(1, 2, 9)).awaitAck(1, 2);
            awaitValue(9, 8, viewer);
            sayPlace(mover, IN);
            assertThat(awaitSnapshot(viewer, 2).values()).containsExactlyInAnyOrder(8, 9);
            mover.sendBinary(Frames.hubTime(1, 3, 7)).awaitAck(1, 3);
            awaitValue(7, Double.NaN, viewer);
            sayPlace(mover, OUT);
            assertThat(awaitSnapshot(viewer, 1).values()).containsExactly(9);
        }
    }

    @Test
    void everyReadingFromWhenADeviceMovesIn() {
        try (TestHub hub = TestHub.start(data)) {
            Peer mover = placed(hub, "mover", OUT);
            Peer stays = placed(hub, "stays", IN);
            Peer viewer = subscribed(hub, "\"mode\":\"every\"," + ABERDEEN);
            assertThat(awaitSnapshot(viewer, 1).values()).containsExactly(1);
            mover.sendBinary(Frames.hubTime(1, 2, 8)).awaitAck(1, 2);
            sayPlace(mover, IN);
            mover.sendBinary(Frames.hubTime(1, 3, 7)).awaitAck(1, 3);
            awaitValue(7, 8, viewer);
            sayPlace(mover, OUT);
            mover.sendBinary(Frames.hubTime(1, 4, 6)).awaitAck(1, 4);
            stays.sendBinary(Frames.hubTime(1, 2, 5)).awaitAck(1, 2);
            awaitValue(5, 6, viewer);
        }
    }

    @Test
    void historyAndViewsAreOfDevicesThatAreThere() {
        try (TestHub hub = TestHub.start(data)) {
            Peer mover = placed(hub, "mover", OUT);
            placed(hub, "stays", IN);
            Peer viewer = subscribed(hub, "\"mode\":\"viewport\",\"window\":\"PT1H\",\"pixels\":10," + ABERDEEN);
            assertThat(Json.array(viewer.awaitText("series"), "series"))
                    .extracting(series -> Json.text(series, "device"))
                    .containsExactly("stays");
            sayPlace(mover, IN);
            assertThat(Json.array(viewer.awaitText("series"), "series"))
                    .extracting(series -> Json.text(series, "device"))
                    .containsExactly("mover");
            Peer narrowed = subscribed(hub, "\"mode\":\"every\",\"prefix\":\"st\"," + ABERDEEN);
            assertThat(awaitSnapshot(narrowed, 1).values()).containsExactly(1);
        }
    }

    @Test
    void eventsOfAnArea() {
        try (TestHub hub = TestHub.start(data)) {
            Peer stays = placed(hub, "stays", IN);
            Peer goes = placed(hub, "goes", OUT);
            Peer viewer = subscribed(hub, "\"mode\":\"events\"," + ABERDEEN);
            assertThat(Json.array(viewer.takeText("events"), "events"))
                    .extracting(event -> Json.text(event, "device"))
                    .containsExactly("stays");
            goes.close();
            stays.close();
            assertThat(Json.array(viewer.takeText("events"), "events"))
                    .extracting(event -> Json.text(event, "device"))
                    .containsExactly("stays");
        }
    }

    @Test
    void anAreaAcrossTheDateLineAndWhatIsNone() {
        try (TestHub hub = TestHub.start(data)) {
            placed(hub, "fiji", "{\"lat\":-17.7,\"lon\":178.1}");
            placed(hub, "samoa", "{\"lat\":-13.8,\"lon\":-171.8}");
            placed(hub, "aberdeen", IN);
            Peer viewer = subscribed(hub, "\"mode\":\"fleet\",\"area\":[170,-30,-170,0]");
            assertThat(awaitList(viewer, true)).containsExactlyInAnyOrder("fiji", "samoa");
            for (String wrong : List.of("[1,2,3]", "\"1,2,3,4\"", "[1,2,3,\"4\"]", "[181,0,0,0]", "[0,2,0,1]")) {
                viewer.sendText("{\"type\":\"subscribe\",\"id\":4,\"mode\":\"latest\",\"area\":" + wrong + "}");
                JsonObject error = viewer.awaitText("error");
                assertThat(Json.text(error, "code")).isEqualTo("bad-subscription");
                assertThat(Json.text(error, "message")).containsAnyOf("area", "west", "south");
            }
        }
    }

    private static LiveFrame awaitSnapshot(Peer viewer, int count) {
        LiveFrame frame = viewer.awaitLive();
        while (!frame.snapshotStarts() || frame.count() != count) {
            frame = viewer.awaitLive();
        }
        return frame;
    }

    /** Waits for a value; another one must not come before. What was told already may come once more. */
    private static void awaitValue(double wanted, double never, Peer viewer) {
        LiveFrame frame = viewer.awaitLive();
        while (Arrays.stream(frame.values()).noneMatch(value -> value == wanted)) {
            assertThat(frame.values()).doesNotContain(never);
            frame = viewer.awaitLive();
        }
        assertThat(frame.values()).doesNotContain(never);
    }
}
