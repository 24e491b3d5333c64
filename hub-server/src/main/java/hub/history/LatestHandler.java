package hub.history;

import hub.protocol.Metric;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code GET /api/v1/latest}: the newest reading of each series. */
final class LatestHandler implements HttpHandler {

    private static final Set<String> KNOWN = known();

    private final ReadingStore store;

    LatestHandler(ReadingStore store) {
        this.store = store;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(SeriesParameters.KNOWN);
        known.add("format");
        return Set.copyOf(known);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters = QueryParameters.of(exchange, KNOWN);
        Format format = Format.of(
                parameters.single("format"), exchange.getRequestHeaders().getFirst(Headers.ACCEPT));
        List<SeriesRecord> series = store.series(SeriesParameters.read(parameters, store));
        Rows rows = new LatestRows(series);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        RowOutput output = RowOutput.ofLong(body, format, false, series, true, List.of("value"), false);
        output.begin();
        while (rows.next()) {
            output.add(rows);
        }
        output.end();
        exchange.getResponseHeaders().put(Headers.VARY, Headers.ACCEPT_STRING);
        Body.send(exchange, format.contentType(), body.toByteArray());
    }

    /** Ascending by device and metric. */
    private static final class LatestRows implements Rows {

        private final List<SeriesRecord> series;
        private int at = -1;

        LatestRows(List<SeriesRecord> series) {
            this.series = series;
        }

        @Override
        public boolean next() {
            return ++at < series.size();
        }

        @Override
        public long timeMicros() {
            return series.get(at).lastTimeMicros();
        }

        @Override
        public String device() {
            return series.get(at).device().value();
        }

        @Override
        public Metric metric() {
            return series.get(at).metric();
        }

        @Override
        public double number(int column) {
            return series.get(at).lastValue();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
