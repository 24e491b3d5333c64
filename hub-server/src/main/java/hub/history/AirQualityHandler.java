package hub.history;

import hub.airquality.IndexCursor;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.OutputStream;

/** {@code GET /api/v1/air-quality}: the index of devices, hour by hour, streamed. */
final class AirQualityHandler implements HttpHandler {

    private final ReadingStore store;
    private final StoreTags tags;
    private final Clocks clocks;
    private final HistoryOptions options;

    AirQualityHandler(ReadingStore store, StoreTags tags, Clocks clocks, HistoryOptions options) {
        this.store = store;
        this.tags = tags;
        this.clocks = clocks;
        this.options = options;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters =
                QueryParameters.of(exchange.getQueryParameters(), AirQualityRequest.KNOWN, clocks.micros());
        AirQualityRequest request = AirQualityRequest.of(parameters, store, options.qa());
        WorkClock work = new WorkClock(clocks.nano());
        QueryWatch watch = Turns.ended(exchange, new QueryWatch(work::nanos, options.queryTimeout()));
        String tag = tags.tag(parameters, request.format(), request.range());
        if (options.maxRows() > 0) {
            requireRows(request, watch);
        }
        if (EntityTags.isKnown(exchange, tag)) {
            return;
        }
        OutputStream out = Body.open(exchange, request.format().contentType(), work::stopsFor);
        try (IndexCursor rows = request.open(store, watch)) {
            AirQualityOutput output = new AirQualityOutput(out, request);
            output.begin();
            while (rows.next()) {
                output.add(rows.row());
            }
            output.end();
        }
        out.close();
    }

    private void requireRows(AirQualityRequest request, QueryWatch watch) {
        long counted = 0;
        try (IndexCursor rows = request.open(store, watch)) {
            while (rows.next()) {
                if (++counted > options.maxRows()) {
                    throw new AnswerTooLargeException("the answer has more than " + options.maxRows()
                            + " rows: ask for less time or fewer devices");
                }
            }
        }
    }
}
