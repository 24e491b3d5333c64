package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonObject;
import hub.security.TokenFile.Kind;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that a page could not read at one go without standing still. */
class LongListTest {

    private static final int DEVICES = LiveOptions.MAX_MESSAGE_ITEMS + 1;

    @TempDir
    private Path data;

    @Test
    void aLongListOfDevicesComesInMessagesOfAtMostSoManyAndBeginsAnewOnce() {
        for (int i = 0; i < DEVICES; i++) {
            TestHub.token(data, Kind.DEVICE, "d-" + i);
        }
        try (TestHub hub = TestHub.start(data)) {
            Peer viewer = hub.viewer();
            viewer.sendText("{\"type\":\"subscribe\",\"id\":1,\"mode\":\"fleet\"}");
            List<Integer> sizes = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            while (ids.size() < DEVICES) {
                JsonObject message = viewer.awaitText("devices");
                assertThat(message.members()).containsEntry("reset", new JsonBoolean(ids.isEmpty()));
                List<JsonObject> devices = Json.array(message, "devices");
                sizes.add(devices.size());
                devices.forEach(device -> ids.add(Json.text(device, "id")));
            }
            assertThat(sizes).containsExactly(LiveOptions.MAX_MESSAGE_ITEMS, 1);
            assertThat(ids)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, DEVICES).mapToObj(i -> "d-" + i).toList());
        }
    }
}
