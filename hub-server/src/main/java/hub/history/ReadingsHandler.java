package hub.history;

import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /api/v1/readings}: raw readings, or buckets of them, streamed in ascending time. */
final class ReadingsHandler implements HttpHandler {

    private static final Comparator<SeriesRecord> BY_NAME =
            Comparator.comparing(SeriesRecord::device).thenComparing(SeriesRecord::metric);

    private final ReadingStore store;

    ReadingsHandler(ReadingStore store) {
        this.store = store;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        ReadingsRequest request = ReadingsRequest.of(exchange);
        try (ReadingCursor cursor = RawQuery.open(store, request.selection(), request.range())) {
            exchange.getResponseHeaders()
                    .put(Headers.CONTENT_TYPE, request.format().contentType());
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
            OutputStream out = exchange.getOutputStream();
            if (request.step().isPresent()) {
                writeBuckets(cursor, request, request.step().get(), out);
            } else {
                writeRaw(cursor, request, out);
            }
            out.close();
        }
    }

    private static void writeRaw(ReadingCursor cursor, ReadingsRequest request, OutputStream out) throws IOException {
        RowWriter rows = new RowWriter(out, request.format(), List.of("value"));
        rows.begin();
        while (cursor.next()) {
            rows.row(cursor.timeMicros(), cursor.series(), cursor.value());
        }
        rows.end();
    }

    /** Readings come in ascending time, so one bucket of each series is open at a time. */
    private static void writeBuckets(ReadingCursor cursor, ReadingsRequest request, long step, OutputStream out)
            throws IOException {
        List<String> columns =
                request.functions().stream().map(BucketFunction::column).toList();
        RowWriter rows = new RowWriter(out, request.format(), columns);
        rows.begin();
        Map<SeriesRecord, Bucket> open = new TreeMap<>(BY_NAME);
        long start = 0;
        while (cursor.next()) {
            long bucketStart = Math.floorDiv(cursor.timeMicros(), step) * step;
            if (bucketStart != start) {
                writeOpen(rows, start, open, request.functions());
                start = bucketStart;
            }
            open.computeIfAbsent(cursor.series(), first -> new Bucket()).add(cursor.value());
        }
        writeOpen(rows, start, open, request.functions());
        rows.end();
    }

    private static void writeOpen(
            RowWriter rows, long start, Map<SeriesRecord, Bucket> open, List<BucketFunction> functions)
            throws IOException {
        for (Map.Entry<SeriesRecord, Bucket> bucket : open.entrySet()) {
            double[] numbers = functions.stream()
                    .mapToDouble(function -> bucket.getValue().get(function))
                    .toArray();
            rows.row(start, bucket.getKey(), numbers);
        }
        open.clear();
    }
}
