package hub.history;

import hub.http.Problem;
import hub.json.JsonWriter;
import hub.presence.DeviceStatus;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.protocol.Timestamps;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/devices} and {@code GET /api/v1/devices/{id}}. */
final class DevicesHandler implements HttpHandler {

    private final ReadingStore store;
    private final Presence presence;

    DevicesHandler(ReadingStore store, Presence presence) {
        this.store = store;
        this.presence = presence;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters.of(exchange, Set.of());
        String name = exchange.getRelativePath().replaceFirst("^/", "");
        if (name.isEmpty()) {
            send(exchange, all());
            return;
        }
        Optional<DeviceId> device = DeviceId.parse(name).filter(this::isKnown);
        if (device.isEmpty()) {
            Problem.of(404, "there is no such device").send(exchange);
            return;
        }
        SeriesSelection selection = new SeriesSelection(Set.of(device.get()), Set.of());
        send(exchange, write(new JsonWriter(), device.get(), store.series(selection)));
    }

    private boolean isKnown(DeviceId device) {
        return store.device(device).isPresent() || presence.isKnown(device);
    }

    private JsonWriter all() {
        Map<DeviceId, List<SeriesRecord>> series = store.series(SeriesSelection.ALL).stream()
                .collect(Collectors.groupingBy(SeriesRecord::device, TreeMap::new, Collectors.toList()));
        Set<DeviceId> devices = new TreeSet<>(presence.neverSeen());
        store.devices().forEach(device -> devices.add(device.id()));
        JsonWriter json = new JsonWriter().beginArray();
        devices.forEach(device -> write(json, device, series.getOrDefault(device, List.of())));
        return json.endArray();
    }

    private JsonWriter write(JsonWriter json, DeviceId id, List<SeriesRecord> series) {
        Optional<DeviceRecord> device = store.device(id);
        DeviceStatus status = presence.status(id);
        json.beginObject().name("id").value(id.value());
        json.name("state").value(status.state().wireName());
        json.name("since").value(time(status.sinceMicros()));
        json.name("reason").value(status.reason().orElse(null));
        json.name("lastSeen")
                .value(time(device.map(DeviceRecord::lastReceivedMicros).orElse(OptionalLong.empty())));
        writeProfile(json, device.flatMap(DeviceRecord::profile));
        device.map(DeviceRecord::tags).filter(tags -> !tags.isEmpty()).ifPresent(tags -> {
            json.name("tags").beginArray();
            new TreeSet<>(tags).forEach(json::value);
            json.endArray();
        });
        presence.link(id).ifPresent(link -> {
            link.roundTripMillis()
                    .ifPresent(millis -> json.name("roundTripMillis").value(millis));
            link.clockOffsetMillis()
                    .ifPresent(millis -> json.name("clockOffsetMillis").value(millis));
        });
        json.name("metrics").beginArray();
        series.forEach(one -> json.value(one.metric().name()));
        json.endArray().name("latest").beginObject();
        for (SeriesRecord one : series) {
            json.name(one.metric().name()).beginObject();
            json.name("time").value(Timestamps.instant(one.lastTimeMicros()).toString());
            json.name("value").value(one.lastValue());
            json.name("unit").value(one.unit()).endObject();
        }
        return json.endObject().endObject();
    }

    private static void writeProfile(JsonWriter json, Optional<Hello> profile) {
        profile.flatMap(Hello::firmware)
                .ifPresent(firmware -> json.name("firmware").value(firmware));
        profile.ifPresent(hello -> hello.intervalSeconds()
                .ifPresent(seconds -> json.name("intervalSeconds").value(seconds)));
        profile.flatMap(Hello::location).ifPresent(location -> {
            json.name("location").beginObject();
            json.name("lat")
                    .value(location.lat())
                    .name("lon")
                    .value(location.lon())
                    .endObject();
        });
    }

    private static @Nullable String time(OptionalLong micros) {
        return micros.isPresent() ? Timestamps.instant(micros.getAsLong()).toString() : null;
    }

    static void send(HttpServerExchange exchange, JsonWriter json) throws IOException {
        Body.send(exchange, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
