package hub.history;

import hub.airquality.IndexCursor;
import hub.airquality.IndexRow;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

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
        if (request.limit().isPresent()) {
            sendPage(exchange, request, watch);
            return;
        }
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

    /** A page is held, since its header says whether there is another. All before it is computed anew. */
    private void sendPage(HttpServerExchange exchange, AirQualityRequest request, QueryWatch watch) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        AirQualityOutput output = new AirQualityOutput(page, request);
        output.begin();
        Optional<RowKey> end = writePage(request, watch, output);
        output.end();
        PageLink.put(exchange, end.map(behind -> new PageCursor(request.question(), request.range(), behind)));
        Body.send(exchange, request.format().contentType(), page.toByteArray());
    }

    /** Behind which row the next page begins; empty if there is none. */
    private Optional<RowKey> writePage(AirQualityRequest request, QueryWatch watch, AirQualityOutput output)
            throws IOException {
        int left = request.limit().orElseThrow();
        RowKey last = RowKey.endOf(Long.MIN_VALUE);
        try (IndexCursor rows = request.open(store, watch)) {
            while (rows.next()) {
                RowKey key = key(rows.row());
                if (request.behind().isPresent()
                        && key.compareTo(request.behind().get()) <= 0) {
                    continue;
                }
                if (left-- == 0) {
                    return Optional.of(last);
                }
                output.add(rows.row());
                last = key;
            }
        }
        return Optional.empty();
    }

    private static RowKey key(IndexRow row) {
        return new RowKey(row.timeMicros(), row.device().value(), "");
    }

    private void requireRows(AirQualityRequest request, QueryWatch watch) {
        long counted = 0;
        try (IndexCursor rows = request.open(store, watch)) {
            while (rows.next()) {
                if (++counted > options.maxRows()) {
                    throw new AnswerTooLargeException("the answer has more than " + options.maxRows()
                            + " rows: ask for less time or fewer devices, or a page at a time with 'limit'");
                }
            }
        }
    }
}
