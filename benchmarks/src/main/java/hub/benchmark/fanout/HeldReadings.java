package hub.benchmark.fanout;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.frame.LiveFrame;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a viewer holds from {@link #begin} on: by series, as {@code device,metric}, the value at each time. A snapshot
 * replaces all of it.
 */
final class HeldReadings implements FrameTaker {

    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, TreeMap<Long, Double>> bySeries = new HashMap<>();

    private boolean begun;

    /** Until then only the names of series are kept. */
    synchronized void begin() {
        begun = true;
    }

    @Override
    public synchronized void frame(ByteBuffer bytes) {
        if (begun) {
            LiveFrame.decode(bytes).ifPresent(this::take);
        }
    }

    private void take(LiveFrame frame) {
        if (frame.snapshotStarts()) {
            bySeries.clear();
        }
        for (int i = 0; i < frame.count(); i++) {
            bySeries.computeIfAbsent(frame.series()[i], first -> new TreeMap<>())
                    .put(frame.times()[i], frame.values()[i]);
        }
    }

    @Override
    public synchronized void text(String message) {
        if (!message.startsWith("{\"type\":\"series\"")) {
            return;
        }
        try {
            JsonObject object = (JsonObject) JsonReader.read(message);
            if (object.members().get("series") instanceof JsonArray series) {
                series.elements().forEach(one -> name((JsonObject) one));
            }
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("no JSON: " + message, e);
        }
    }

    private void name(JsonObject series) {
        JsonNumber number = (JsonNumber) Objects.requireNonNull(series.members().get("n"));
        names.put((int) number.asLong(), string(series, "device") + "," + string(series, "metric"));
    }

    private static String string(JsonObject object, String name) {
        return ((JsonString) Objects.requireNonNull(object.members().get(name))).value();
    }

    /** How many there are. */
    synchronized long count() {
        return bySeries.values().stream().mapToLong(TreeMap::size).sum();
    }

    /** The time of the oldest one; of nothing, the end of all times. */
    synchronized long firstMicros() {
        return bySeries.values().stream().mapToLong(TreeMap::firstKey).min().orElse(Long.MAX_VALUE);
    }

    /** A copy, by name. */
    synchronized Map<String, Map<Long, Double>> byName() {
        Map<String, Map<Long, Double>> copy = new HashMap<>();
        bySeries.forEach((number, readings) ->
                copy.put(Objects.requireNonNull(names.get(number), "named before"), new HashMap<>(readings)));
        return copy;
    }
}
