package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.LiveFrame;
import hub.testing.Json;
import hub.testing.Peer.Received;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a viewer that does all by the document holds of one subscription in mode {@code every}. */
final class Merged {

    private final Map<Integer, String> names = new HashMap<>();
    final Map<String, Double> readings = new TreeMap<>();
    private boolean complete;
    int snapshots;
    long skipped;

    void take(Received next) {
        if (next instanceof Received.Text text) {
            JsonObject json = Json.object(text.text());
            if (Json.text(json, "type").equals("series")) {
                Json.array(json, "series")
                        .forEach(series -> names.put(
                                (int) Json.number(series, "n"),
                                Json.text(series, "device") + "," + Json.text(series, "metric")));
            }
        } else if (next instanceof Received.Binary binary) {
            take(LiveFrame.decode(binary.bytes()).orElseThrow());
        } else {
            throw new AssertionError("unexpected: " + next);
        }
    }

    private void take(LiveFrame frame) {
        if (frame.snapshotStarts()) {
            readings.clear();
            complete = false;
            snapshots++;
        }
        complete |= frame.snapshotEnds();
        skipped += frame.skipped();
        for (int i = 0; i < frame.count(); i++) {
            String name = names.get(frame.series()[i]);
            assertThat(name).as("series are named before they are used").isNotNull();
            readings.put(name + "," + frame.times()[i], frame.values()[i]);
        }
    }

    int size() {
        return complete ? readings.size() : -1;
    }
}
