package hub.live;

import hub.json.JsonWriter;
import hub.presence.DeviceStatus;
import hub.presence.Link;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.DeviceRecord;
import hub.store.ReadingStore.NumberedEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Writes the text frames of the live protocol ({@code docs/live-protocol.md}). */
final class LiveMessages {

    static final int VERSION = 1;

    private LiveMessages() {}

    static String welcome(long timeMillis, long tickMillis, String run) {
        return typed("welcome")
                .name("version")
                .value(VERSION)
                .name("time")
                .value(timeMillis)
                .name("tickMillis")
                .value(tickMillis)
                .name("run")
                .value(run)
                .endObject()
                .toString();
    }

    /** The hub goes, and the viewer is to come back after so long. */
    static String stopping(long retryMillis) {
        return typed("stopping")
                .name("retryMillis")
                .value(retryMillis)
                .endObject()
                .toString();
    }

    static String subscribed(int id) {
        return typed("subscribed", id).endObject().toString();
    }

    /** The answer to a viewer that asked to go on where it was. */
    static String subscribed(int id, boolean resumed) {
        return typed("subscribed", id)
                .name("resumed")
                .value(resumed)
                .endObject()
                .toString();
    }

    static String unsubscribed(int id) {
        return typed("unsubscribed", id).endObject().toString();
    }

    static String error(String code, String message, int id) {
        JsonWriter json =
                typed("error").name("code").value(code).name("message").value(message);
        if (id != 0) {
            json.name("id").value(id);
        }
        return json.endObject().toString();
    }

    /** An error that leaves the subscription there, without a view. */
    static String viewError(String code, String message, int id, long view) {
        return typed("error")
                .name("code")
                .value(code)
                .name("message")
                .value(message)
                .name("id")
                .value(id)
                .name("view")
                .value(view)
                .endObject()
                .toString();
    }

    /** What times a view covers and how they are divided. */
    static String view(int id, long number, ViewGrid grid) {
        JsonWriter json = typed("view", id).name("view").value(number);
        json.name("from").value(grid.range().fromMicros() / 1_000);
        json.name("to");
        if (grid.isOpen()) {
            json.nullValue();
        } else {
            json.value(grid.range().toMicros() / 1_000);
        }
        return json.name("widthMicros").value(grid.widthMicros()).endObject().toString();
    }

    static String fleet(int id, long timeMillis, FleetReport report, double readingsPerSecond, int viewers) {
        JsonWriter json = typed("fleet", id).name("time").value(timeMillis);
        json.name("online").value(report.online()).name("stale").value(report.stale());
        json.name("offline").value(report.offline()).name("neverSeen").value(report.neverSeen());
        json.name("readingsPerSecond").value(Math.rint(readingsPerSecond * 10) / 10);
        json.name("received").value(report.received()).name("stored").value(report.stored());
        json.name("duplicate").value(report.duplicate()).name("refused").value(report.refused());
        number(json.name("ackP50Millis"), report.ackP50Millis());
        number(json.name("ackP99Millis"), report.ackP99Millis());
        json.name("diskBytes").value(report.diskBytes()).name("viewers").value(viewers);
        return json.endObject().toString();
    }

    /** A device as the list shows it. */
    record DeviceLine(DeviceStatus status, Optional<DeviceRecord> device, Optional<Link> link) {

        static DeviceLine of(DeviceId id, Optional<DeviceRecord> device, Presence presence) {
            return new DeviceLine(presence.status(id), device, presence.link(id));
        }
    }

    static String devices(int id, boolean reset, List<DeviceLine> lines) {
        JsonWriter json = typed("devices", id).name("reset").value(reset);
        json.name("devices").beginArray();
        lines.forEach(line -> write(json, line));
        return json.endArray().endObject().toString();
    }

    private static void write(JsonWriter json, DeviceLine line) {
        Optional<Hello> hello = line.device().flatMap(DeviceRecord::profile);
        json.beginObject().name("id").value(line.status().device().value());
        json.name("state").value(line.status().state().wireName());
        millis(json.name("since"), line.status().sinceMicros());
        millis(
                json.name("lastSeen"),
                line.device().map(DeviceRecord::lastReceivedMicros).orElse(OptionalLong.empty()));
        json.name("reason").value(line.status().reason().orElse(null));
        json.name("firmware").value(hello.flatMap(Hello::firmware).orElse(null));
        number(json.name("intervalSeconds"), hello.map(Hello::intervalSeconds).orElse(OptionalDouble.empty()));
        json.name("location");
        hello.flatMap(Hello::location)
                .ifPresentOrElse(
                        location -> json.beginObject()
                                .name("lat")
                                .value(location.lat())
                                .name("lon")
                                .value(location.lon())
                                .endObject(),
                        json::nullValue);
        number(
                json.name("roundTripMillis"),
                line.link().map(Link::roundTripMillis).orElse(OptionalDouble.empty()));
        line.device().map(DeviceRecord::tags).filter(tags -> !tags.isEmpty()).ifPresent(tags -> {
            json.name("tags").beginArray();
            new TreeSet<>(tags).forEach(json::value);
            json.endArray();
        });
        json.endObject();
    }

    static String series(int id, List<LiveSeries> series) {
        JsonWriter json = typed("series", id).name("series").beginArray();
        for (LiveSeries named : series) {
            json.beginObject().name("n").value(named.number);
            json.name("device").value(named.device.value());
            json.name("metric").value(named.metric.name());
            json.name("unit").value(named.unit).endObject();
        }
        return json.endArray().endObject().toString();
    }

    static String events(int id, boolean reset, List<NumberedEvent> events) {
        JsonWriter json = typed("events", id).name("reset").value(reset);
        json.name("events").beginArray();
        for (NumberedEvent numbered : events) {
            json.beginObject().name("n").value(numbered.number());
            json.name("time").value(Math.floorDiv(numbered.event().timeMicros(), 1_000));
            json.name("device")
                    .value(numbered.event().device().map(DeviceId::value).orElse(null));
            json.name("type").value(numbered.event().type().wireName());
            json.name("reason").value(numbered.event().reason());
            json.name("detail").value(numbered.event().detail()).endObject();
        }
        return json.endArray().endObject().toString();
    }

    private static void millis(JsonWriter json, OptionalLong micros) {
        if (micros.isPresent()) {
            json.value(Math.floorDiv(micros.getAsLong(), 1_000));
        } else {
            json.nullValue();
        }
    }

    private static void number(JsonWriter json, OptionalDouble number) {
        if (number.isPresent()) {
            json.value(Math.rint(number.getAsDouble() * 1_000) / 1_000);
        } else {
            json.nullValue();
        }
    }

    private static JsonWriter typed(String type) {
        return new JsonWriter().beginObject().name("type").value(type);
    }

    private static JsonWriter typed(String type, int id) {
        return typed(type).name("id").value(id);
    }
}
