package hub.history;

import hub.entry.Event;
import hub.http.Problem;
import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.protocol.Timestamps;
import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.TimeRange;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.PathTemplateMatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** {@code GET /api/v1/devices/{id}/sessions}: when a device was connected, why it was not, and for what share of the time. */
final class SessionsHandler implements HttpHandler {

    private static final Set<String> KNOWN = Set.of("from", "to");
    private static final long USUAL_MICROS = Duration.ofDays(1).toNanos() / 1_000;

    /** Among so many events before the range the newest change of state is looked for. */
    private static final int LOOK_BACK = 1_000;

    private final ReadingStore store;
    private final LongSupplier wallMicros;

    SessionsHandler(ReadingStore store, LongSupplier wallMicros) {
        this.store = store;
        this.wallMicros = wallMicros;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        Optional<DeviceId> device = Optional.ofNullable(exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                        .getParameters()
                        .get("device"))
                .flatMap(DeviceId::parse)
                .filter(id -> store.device(id).isPresent());
        TimeRange range = range(QueryParameters.of(exchange.getQueryParameters(), KNOWN, wallMicros.getAsLong()));
        if (device.isEmpty()) {
            Problem.of(404, "there is no such device, or it never connected").send(exchange);
        } else {
            DevicesHandler.send(exchange, write(device.get(), range));
        }
    }

    /** Nothing is known of what is to come. */
    private TimeRange range(QueryParameters parameters) {
        long now = wallMicros.getAsLong();
        TimeRange asked = parameters.range();
        long to = Math.min(asked.toMicros(), now);
        long from = asked.fromMicros() == TimeRange.ALL.fromMicros() ? to - USUAL_MICROS : asked.fromMicros();
        return new TimeRange(Math.min(from, to), to);
    }

    private JsonWriter write(DeviceId device, TimeRange asked) {
        List<Event> events = events(device, asked, EventQuery.MAX_LIMIT);
        // With more events than one answer takes, it is about the time that they cover.
        boolean cut = events.size() == EventQuery.MAX_LIMIT;
        TimeRange range = cut ? new TimeRange(events.get(0).timeMicros(), asked.toMicros()) : asked;
        List<Event> before =
                changes(events(device, new TimeRange(TimeRange.ALL.fromMicros(), range.fromMicros()), LOOK_BACK));
        SessionLog log = SessionLog.of(
                before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1)),
                changes(events),
                range);
        JsonWriter json = new JsonWriter().beginObject();
        json.name("device").value(device.value());
        json.name("from").value(time(range.fromMicros())).name("to").value(time(range.toMicros()));
        long all = range.toMicros() - range.fromMicros();
        json.name("connectedShare").value(all == 0 ? 0 : (double) log.connectedMicros() / all);
        json.name("sessions").beginArray();
        log.sessions().forEach(session -> write(json, session));
        return json.endArray().endObject();
    }

    private List<Event> events(DeviceId device, TimeRange range, int limit) {
        return store.events(new EventQuery(Set.of(device), range, limit)).stream()
                .map(NumberedEvent::event)
                .toList();
    }

    private static List<Event> changes(List<Event> events) {
        return events.stream().filter(event -> event.type().isState()).toList();
    }

    private static void write(JsonWriter json, SessionLog.Session session) {
        boolean over = session.toMicros().isPresent();
        json.beginObject().name("from").value(time(session.fromMicros()));
        json.name("to").value(over ? time(session.toMicros().getAsLong()) : null);
        json.name("reason").value(over ? session.reason() : null);
        json.name("detail").value(over ? session.detail() : null).endObject();
    }

    private static String time(long micros) {
        return Timestamps.instant(micros).toString();
    }
}
