package hub.history;

import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.protocol.Timestamps;
import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.TimeRange;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** {@code GET /api/v1/events}: the newest events that fit, ascending. */
final class EventsHandler implements HttpHandler {

    private static final Set<String> KNOWN = Set.of("device", "from", "to", "limit");
    private static final int DEFAULT_LIMIT = 1_000;

    private final ReadingStore store;
    private final LongSupplier wallMicros;

    EventsHandler(ReadingStore store, LongSupplier wallMicros) {
        this.store = store;
        this.wallMicros = wallMicros;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters = QueryParameters.of(exchange.getQueryParameters(), KNOWN, wallMicros.getAsLong());
        Set<DeviceId> devices = new HashSet<>();
        for (String name : parameters.all("device")) {
            devices.add(DeviceId.parse(name)
                    .orElseThrow(() -> new BadRequestException("parameter 'device' holds no device id")));
        }
        TimeRange range = parameters.range();
        int limit = parameters.integer("limit", 1, EventQuery.MAX_LIMIT, DEFAULT_LIMIT);
        JsonWriter json = new JsonWriter().beginArray();
        for (NumberedEvent numbered : store.events(new EventQuery(devices, range, limit))) {
            json.beginObject().name("n").value(numbered.number());
            json.name("time")
                    .value(Timestamps.instant(numbered.event().timeMicros()).toString());
            json.name("device")
                    .value(numbered.event().device().map(DeviceId::value).orElse(null));
            json.name("type").value(numbered.event().type().wireName());
            json.name("reason").value(numbered.event().reason());
            json.name("detail").value(numbered.event().detail()).endObject();
        }
        DevicesHandler.send(exchange, json.endArray());
    }
}
