package hub.history;

import hub.json.JsonWriter;
import hub.protocol.Channel;
import hub.protocol.Metric;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code GET /api/v1/metrics}: what is measured, in which units, by how many devices. */
final class MetricsHandler implements HttpHandler {

    private final ReadingStore store;

    MetricsHandler(ReadingStore store) {
        this.store = store;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters = QueryParameters.of(exchange, SeriesParameters.KNOWN);
        Map<Metric, TreeSet<String>> units = new TreeMap<>();
        Map<Metric, Long> devices = store.series(SeriesParameters.read(parameters, store)).stream()
                .peek(series -> units.computeIfAbsent(series.metric(), added -> new TreeSet<>())
                        .add(series.unit()))
                .collect(Collectors.groupingBy(SeriesRecord::metric, TreeMap::new, Collectors.counting()));
        JsonWriter json = new JsonWriter().beginArray();
        devices.forEach((metric, count) -> {
            json.beginObject().name("metric").value(metric.name()).name("units").beginArray();
            units.getOrDefault(metric, new TreeSet<>()).forEach(json::value);
            json.endArray().name("devices").value(count);
            json.name("standard").value(Channel.standard(metric).isPresent()).endObject();
        });
        DevicesHandler.send(exchange, json.endArray());
    }
}
