package hub.history;

import hub.query.Aggregate;
import hub.query.BucketCursor;
import hub.query.BucketGroup;
import hub.query.BucketQuery;
import hub.query.Grouping;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.time.NanoClock;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code GET /api/v1/readings}: raw readings, or buckets of them, streamed in ascending time. */
final class ReadingsHandler implements HttpHandler {

    private final ReadingStore store;
    private final NanoClock clock;
    private final HistoryOptions options;

    ReadingsHandler(ReadingStore store, NanoClock clock, HistoryOptions options) {
        this.store = store;
        this.clock = clock;
        this.options = options;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        ReadingsRequest request = ReadingsRequest.of(exchange);
        WorkClock work = new WorkClock(clock);
        QueryWatch watch = new QueryWatch(work::nanos, options.queryTimeout());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, request.format().contentType());
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        OutputStream out = work.stopsFor(exchange.getOutputStream());
        if (request.buckets().isPresent()) {
            writeBuckets(request.buckets().get(), watch, request.format(), out);
        } else {
            writeRaw(request, watch, out);
        }
        out.close();
    }

    private void writeRaw(ReadingsRequest request, QueryWatch watch, OutputStream out) throws IOException {
        try (ReadingCursor cursor =
                RawQuery.open(store.snapshot(request.selection()), request.range(), QueryLimits.DEFAULT, watch)) {
            RowWriter rows = new RowWriter(out, request.format(), true, List.of("value"));
            rows.begin();
            while (cursor.next()) {
                SeriesRecord series = cursor.series();
                rows.row(cursor.timeMicros(), series.device().value(), series.metric(), cursor.value());
            }
            rows.end();
        }
    }

    private void writeBuckets(BucketQuery query, QueryWatch watch, Format format, OutputStream out) throws IOException {
        List<String> columns = query.aggregates().stream().map(Aggregate::name).toList();
        boolean byDevice = query.grouping() == Grouping.SERIES;
        try (BucketCursor cursor =
                BucketCursor.open(store.snapshot(query.selection()), query, QueryLimits.DEFAULT, watch)) {
            RowWriter rows = new RowWriter(out, format, byDevice, columns);
            double[] numbers = new double[columns.size()];
            rows.begin();
            while (cursor.next()) {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = cursor.value(i);
                }
                BucketGroup group = cursor.group();
                String device =
                        group.series().map(series -> series.device().value()).orElse("");
                rows.row(cursor.startMicros(), device, group.metric(), numbers);
            }
            rows.end();
        }
    }
}
