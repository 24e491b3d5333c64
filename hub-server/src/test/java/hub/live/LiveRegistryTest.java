package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.LiveFrame;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices chosen by what the registry has of them, now and after it has changed. */
@Timeout(60) // The fleet's counts come for ever; a list that does not come would be waited for as long.
class LiveRegistryTest {

    private static final String DEVICES = "/api/v1/registry/devices";
    private static final String ROOF = "\"tags\":[\"roof\"]";
    private static final String ABERDEEN = "\"area\":[-2.3,57.1,-2.0,57.3]";
    private static final String IN = "{\"location\":{\"lat\":57.15,\"lon\":-2.1}}";
    private static final String OUT = "{\"location\":{\"lat\":48.2,\"lon\":16.4}}";

    @TempDir
    Path data;

    private static void call(TestHub hub, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(hub.address("http", path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        assertThat(hub.send(request).statusCode()).isBetween(200, 299);
    }

    /** Registers a device that sends a reading of a value. */
    private static Peer registered(TestHub hub, String id, String rest, int value) {
        call(hub, "POST", DEVICES, "{\"id\":\"" + id + "\"" + rest + "}");
        Peer device = hub.welcomed(id);
        device.sendBinary(Frames.hubTime(1, 1, value)).awaitAck(1, 1);
        return device;
    }

    private static void change(TestHub hub, String id, String body) {
        call(hub, "PATCH", DEVICES + "/" + id, body);
    }

    private static Peer subscribed(TestHub hub, String rest) {
        Peer viewer = hub.viewer();
        viewer.sendText("{\"type\":\"subscribe\",\"id\":3," + rest + "}");
        viewer.takeText("subscribed");
        return viewer;
    }

    private static LiveFrame awaitSnapshot(Peer viewer, double... values) {
        LiveFrame frame = viewer.awaitLive();
        while (!frame.snapshotStarts() || frame.count() != values.length) {
            frame = viewer.awaitLive();
        }
        assertThat(frame.values()).containsExactlyInAnyOrder(values);
        return frame;
    }

    private static List<String> awaitList(Peer viewer, int devices) {
        List<JsonObject> list = Json.array(viewer.awaitText("devices"), "devices");
        while (list.size() != devices) {
            list = Json.array(viewer.awaitText("devices"), "devices");
        }
        return list.stream().map(device -> Json.text(device, "id")).toList();
    }

    @Test
    void theNewestOfDevicesThatGetATagAndLoseIt() {
        try (TestHub hub = TestHub.start(data)) {
            Peer viewer = subscribed(hub, "\"mode\":\"latest\"," + ROOF);
            awaitSnapshot(viewer);
            registered(hub, "A", "," + ROOF, 1);
            registered(hub, "B", "", 2);
            assertThat(viewer.awaitLive().values()).isIn(new double[0], new double[] {1});
            change(hub, "B", "{\"tags\":[\"roof\",\"north\"]}");
            awaitSnapshot(viewer, 1, 2);
            change(hub, "A", "{\"tags\":[]}");
            awaitSnapshot(viewer, 2);
            call(hub, "DELETE", DEVICES + "/B", "");
            awaitSnapshot(viewer);
        }
    }

    @Test
    void theListFollowsTags() {
        try (TestHub hub = TestHub.start(data)) {
            registered(hub, "A", "," + ROOF, 1);
            registered(hub, "B", "", 2);
            Peer viewer = subscribed(hub, "\"mode\":\"fleet\"," + ROOF);
            assertThat(awaitList(viewer, 1)).containsExactly("A");
            // Nobody has heard of it, but the registry says what it is.
            call(hub, "POST", DEVICES, "{\"id\":\"C\"," + ROOF + "}");
            assertThat(awaitList(viewer, 1)).containsExactly("C");
            change(hub, "A", "{\"tags\":[\"cellar\"]}");
            assertThat(awaitList(viewer, 1)).containsExactly("C");
            assertThat(awaitList(subscribed(hub, "\"mode\":\"fleet\"," + ROOF), 1))
                    .containsExactly("C");
        }
    }

    @Test
    void aDeviceThatWasNeverHeardOfGoesWithItsEntry() {
        try (TestHub hub = TestHub.start(data)) {
            registered(hub, "A", "", 1);
            Peer viewer = subscribed(hub, "\"mode\":\"fleet\"");
            assertThat(awaitList(viewer, 1)).containsExactly("A");
            call(hub, "POST", DEVICES, "{\"id\":\"B\"}");
            assertThat(awaitList(viewer, 1)).containsExactly("B");
            call(hub, "DELETE", DEVICES + "/B", "");
            JsonObject anew = viewer.awaitText("devices");
            assertThat(anew.members()).containsEntry("reset", new JsonBoolean(true));
            assertThat(Json.array(anew, "devices"))
                    .extracting(device -> Json.text(device, "id"))
                    .containsExactly("A");
        }
    }

    @Test
    void everyReadingFromWhenADeviceGetsATag() {
        try (TestHub hub = TestHub.start(data)) {
            Peer a = registered(hub, "A", "", 1);
            Peer b = registered(hub, "B", "," + ROOF, 2);
            Peer every = subscribed(hub, "\"mode\":\"every\"," + ROOF);
            Peer latest = subscribed(hub, "\"mode\":\"latest\"," + ROOF);
            awaitSnapshot(every, 2);
            change(hub, "A", "{" + ROOF + "}");
            awaitSnapshot(latest, 1, 2);
            a.sendBinary(Frames.hubTime(1, 2, 3)).awaitAck(1, 2);
            assertThat(awaitOther(every, 2)).containsExactly(3);
            change(hub, "A", "{\"tags\":[]}");
            awaitSnapshot(latest, 2);
            a.sendBinary(Frames.hubTime(1, 3, 4)).awaitAck(1, 3);
            b.sendBinary(Frames.hubTime(1, 2, 5)).awaitAck(1, 2);
            assertThat(awaitOther(every, 3)).containsExactly(5);
        }
    }

    /** The next values that are not of a reading that was told already. */
    private static double[] awaitOther(Peer viewer, double known) {
        double[] values = viewer.awaitLive().values();
        while (values.length == 1 && values[0] == known) {
            values = viewer.awaitLive().values();
        }
        return values;
    }

    @Test
    void viewsAreReadAnewForATag() {
        try (TestHub hub = TestHub.start(data)) {
            registered(hub, "A", "", 1);
            Peer viewer = subscribed(hub, "\"mode\":\"viewport\",\"window\":\"PT1H\",\"pixels\":10," + ROOF);
            viewer.awaitText("view");
            change(hub, "A", "{" + ROOF + "}");
            assertThat(Json.array(viewer.awaitText("series"), "series"))
                    .extracting(series -> Json.text(series, "device"))
                    .containsExactly("A");
        }
    }

    @Test
    void aPlaceInTheRegistryMovesADeviceIntoAnAreaAndOutOfIt() {
        try (TestHub hub = TestHub.start(data)) {
            registered(hub, "A", "", 1);
            registered(hub, "B", ",\"location\":{\"lat\":57.15,\"lon\":-2.1}", 2);
            Peer viewer = subscribed(hub, "\"mode\":\"latest\"," + ABERDEEN);
            awaitSnapshot(viewer, 2);
            change(hub, "A", IN);
            awaitSnapshot(viewer, 1, 2);
            change(hub, "B", OUT);
            awaitSnapshot(viewer, 1);
        }
    }
}
