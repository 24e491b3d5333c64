package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.protocol.Timestamps;
import hub.protocol.frame.BucketFrame;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.Peer.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a viewer that does all by the document holds of one subscription in mode {@code viewport}. */
final class Viewed {

    private final Map<Integer, String> names = new HashMap<>();

    /** By {@code device,metric,start in µs}: least, mean, greatest, count. */
    final Map<String, List<Double>> buckets = new TreeMap<>();

    final List<Long> views = new ArrayList<>();
    final List<String> errors = new ArrayList<>();
    long view;
    long widthMicros;
    long fromMillis;
    boolean complete;

    /** Takes what comes until it holds something. */
    Viewed takeUntil(Peer peer, java.util.function.Predicate<Viewed> enough) {
        while (!enough.test(this)) {
            take(peer.take());
        }
        return this;
    }

    void take(Received next) {
        if (next instanceof Received.Text text) {
            take(Json.object(text.text()));
        } else if (next instanceof Received.Binary binary) {
            take(BucketFrame.decode(binary.bytes()).orElseThrow());
        } else {
            throw new AssertionError("unexpected: " + next);
        }
    }

    private void take(JsonObject json) {
        switch (Json.text(json, "type")) {
            case "series" ->
                Json.array(json, "series")
                        .forEach(series -> names.put(
                                (int) Json.number(series, "n"),
                                Json.text(series, "device") + "," + Json.text(series, "metric")));
            case "view" -> {
                view = (long) Json.number(json, "view");
                views.add(view);
                widthMicros = (long) Json.number(json, "widthMicros");
                fromMillis = (long) Json.number(json, "from");
                complete = false;
            }
            case "error" -> errors.add(Json.text(json, "code") + " " + (long) Json.number(json, "view"));
            default -> throw new AssertionError("unexpected: " + json);
        }
    }

    private void take(BucketFrame frame) {
        assertThat(frame.view()).as("frames are of the view announced last").isEqualTo(view);
        if (frame.viewStarts()) {
            buckets.clear();
        }
        complete |= frame.viewEnds();
        for (int i = 0; i < frame.count(); i++) {
            String name = names.get(frame.series()[i]);
            assertThat(name).as("series are named before they are used").isNotNull();
            buckets.put(
                    name + "," + frame.starts()[i],
                    List.of(frame.mins()[i], frame.means()[i], frame.maxes()[i], (double) frame.counts()[i]));
        }
    }

    /** The rows of {@code GET /api/v1/readings} with {@code fn=min,avg,max,count} in the same form. */
    static Map<String, List<Double>> ofHttp(List<String> rows) {
        Map<String, List<Double>> buckets = new TreeMap<>();
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            buckets.put(
                    cells[1] + "," + cells[2] + "," + Timestamps.micros(Instant.parse(cells[0])),
                    List.of(
                            Double.parseDouble(cells[3]),
                            Double.parseDouble(cells[4]),
                            Double.parseDouble(cells[5]),
                            Double.parseDouble(cells[6])));
        }
        return buckets;
    }
}
