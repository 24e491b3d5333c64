package hub.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonObject;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers are told to forget a device that is erased. */
class LiveErasureTest {

    @TempDir
    Path data;

    private static void erase(TestHub hub) {
        HttpRequest erase = HttpRequest.newBuilder(hub.address().resolve("/api/v1/registry/devices/A?data=erase"))
                .DELETE()
                .build();
        assertThat(hub.send(erase).statusCode()).isEqualTo(200);
    }

    private static void send(TestHub hub, String device) {
        try (Peer peer = hub.welcomed(device)) {
            peer.sendBinary(Frames.hubTime(1, 1, 20)).awaitAck(1, 1);
        }
    }

    private static Peer subscribed(TestHub hub, String mode) {
        Peer viewer = hub.viewer();
        viewer.sendText("{\"type\":\"subscribe\",\"id\":1," + mode + "}");
        viewer.awaitText("subscribed");
        return viewer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mode\":\"latest\"", "\"mode\":\"every\",\"devices\":[\"A\",\"B\"]"})
    void theReadingsAreReplacedByASnapshotWithoutIt(String mode) {
        try (TestHub hub = TestHub.start(data)) {
            send(hub, "A");
            send(hub, "B");
            Peer viewer = subscribed(hub, mode);
            Merged merged = new Merged();
            takeUntil(viewer, merged, 2);
            erase(hub);
            int snapshots = merged.snapshots;
            while (merged.snapshots == snapshots || merged.size() < 0) {
                merged.take(viewer.take());
            }
            assertThat(merged.readings.keySet()).noneMatch(name -> name.startsWith("A,"));
            send(hub, "A");
            await().until(() -> {
                merged.take(viewer.take());
                return merged.readings.keySet().stream().anyMatch(name -> name.startsWith("A,"));
            });
            assertThat(merged.readings.keySet())
                    .filteredOn(name -> name.startsWith("A,"))
                    .hasSize(1);
        }
    }

    private static void takeUntil(Peer viewer, Merged merged, int size) {
        while (merged.size() < size) {
            merged.take(viewer.take());
        }
    }

    @Test
    void listsOfDevicesAndEventsBeginAnew() {
        try (TestHub hub = TestHub.start(data)) {
            send(hub, "A");
            send(hub, "B");
            Peer fleet = subscribed(hub, "\"mode\":\"fleet\"");
            Peer events = subscribed(hub, "\"mode\":\"events\"");
            assertThat(whole(fleet, "devices")).contains("A", "B");
            assertThat(whole(events, "events")).contains("A", "B");
            erase(hub);
            assertThat(whole(fleet, "devices")).doesNotContain("A").contains("B");
            assertThat(whole(events, "events")).doesNotContain("A").contains("B");
        }
    }

    /** Of the next list that stands in the place of all before, the devices. */
    private static List<String> whole(Peer viewer, String type) {
        while (true) {
            JsonObject list = viewer.awaitText(type);
            if (list.members().get("reset") instanceof JsonBoolean reset && reset.value()) {
                return Json.array(list, type).stream()
                        .map(one -> Json.text(one, type.equals("devices") ? "id" : "device"))
                        .toList();
            }
        }
    }

    @Test
    void aViewThatIsOpenLosesItToo() {
        try (TestHub hub = TestHub.start(data)) {
            send(hub, "A");
            send(hub, "B");
            long now = System.currentTimeMillis();
            String range = "\"from\":" + (now - 600_000) + ",\"to\":" + (now + 600_000);
            Peer viewer =
                    subscribed(hub, "\"mode\":\"viewport\",\"devices\":[\"A\",\"B\"]," + range + ",\"pixels\":100");
            Viewed viewed = new Viewed();
            viewed.takeUntil(viewer, all -> all.complete && isOf(all, "A") && isOf(all, "B"));
            erase(hub);
            viewed.takeUntil(viewer, all -> all.complete && !isOf(all, "A") && isOf(all, "B"));
        }
    }

    private static boolean isOf(Viewed viewed, String device) {
        return viewed.buckets.keySet().stream().anyMatch(name -> name.startsWith(device + ","));
    }
}
