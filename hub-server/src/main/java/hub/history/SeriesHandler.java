package hub.history;

import hub.json.JsonWriter;
import hub.protocol.Timestamps;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;

/** {@code GET /api/v1/series}: which metrics there are of which devices. */
final class SeriesHandler implements HttpHandler {

    private final ReadingStore store;

    SeriesHandler(ReadingStore store) {
        this.store = store;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters = QueryParameters.of(exchange, SeriesParameters.KNOWN);
        JsonWriter json = new JsonWriter().beginArray();
        for (SeriesRecord series : store.series(SeriesParameters.read(parameters, store))) {
            json.beginObject().name("device").value(series.device().value());
            json.name("metric").value(series.metric().name());
            json.name("unit").value(series.unit());
            json.name("lastTime")
                    .value(Timestamps.instant(series.lastTimeMicros()).toString());
            json.name("lastValue").value(series.lastValue()).endObject();
        }
        DevicesHandler.send(exchange, json.endArray());
    }
}
