package hub.history;

import hub.query.Aggregate;
import hub.query.BucketCursor;
import hub.query.BucketQuery;
import hub.query.Grouping;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.query.RawQuery;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers one question for readings. */
final class Answer {

    private final ReadingStore store;
    private final ReadingsRequest request;
    private final QueryLimits limits;
    private final QueryWatch watch;

    Answer(ReadingStore store, ReadingsRequest request, QueryLimits limits, QueryWatch watch) {
        this.store = store;
        this.limits = limits;
        this.request = request;
        this.watch = watch;
    }

    /** Where rows go that are written in several parts. */
    interface Parts extends AutoCloseable {

        /** Where the part ends that a time is in. */
        long endOf(long timeMicros);

        /** Begins the part that a time is in. */
        OutputStream begin(long timeMicros) throws IOException;

        /** The part that was begun is whole. */
        void end() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Writes all rows, as the store has them now. */
    void writeAll(OutputStream out) throws IOException {
        writeAll(out, rows -> rows);
    }

    /** The same; the rows are taken from what is put around them. */
    void writeAll(OutputStream out, UnaryOperator<Rows> wrapped) throws IOException {
        Snapshot snapshot = request.snapshot(store);
        List<SeriesRecord> series = snapshot.series();
        try (Rows rows = wrapped.apply(rows(snapshot))) {
            write(rows, output(series, out));
        }
    }

    /** Writes all rows, each part as an answer of its own. */
    void writeParts(UnaryOperator<Rows> wrapped, Parts parts) throws IOException {
        Snapshot snapshot = request.snapshot(store);
        List<SeriesRecord> series = snapshot.series();
        try (Rows rows = wrapped.apply(rows(snapshot))) {
            boolean more = rows.next();
            while (more) {
                long end = parts.endOf(rows.timeMicros());
                RowOutput output = output(series, parts.begin(rows.timeMicros()));
                output.begin();
                while (more && rows.timeMicros() < end) {
                    output.add(rows);
                    more = rows.next();
                }
                output.end();
                parts.end();
            }
        }
    }

    /** Writes a page; where the next one begins, if there is one. */
    Optional<PageCursor> writePage(OutputStream out) throws IOException {
        Snapshot snapshot = request.snapshot(store);
        List<SeriesRecord> series = snapshot.series();
        try (PagedRows rows =
                new PagedRows(rows(snapshot), request.wide(), request.limit().orElseThrow(), request.behind())) {
            write(rows, output(series, out));
            return rows.end().map(end -> new PageCursor(request.question(), request.range(), end));
        }
    }

    private Rows rows(Snapshot snapshot) {
        if (request.buckets().isPresent()) {
            return ReadingRows.of(BucketCursor.open(snapshot, request.buckets().get(), limits, watch));
        }
        return ReadingRows.of(RawQuery.open(snapshot, request.pageRange(), limits, watch));
    }

    private static void write(Rows rows, RowOutput output) throws IOException {
        output.begin();
        while (rows.next()) {
            output.add(rows);
        }
        output.end();
    }

    private RowOutput output(List<SeriesRecord> series, OutputStream out) {
        List<String> columns = request.buckets()
                .map(query -> query.aggregates().stream().map(Aggregate::name).toList())
                .orElse(List.of("value"));
        boolean byDevice = request.buckets().map(BucketQuery::grouping).orElse(Grouping.SERIES) == Grouping.SERIES;
        return request.wide()
                ? wide(series, out, new WideColumns(series, byDevice, columns))
                : RowOutput.ofLong(
                        out,
                        request.format(),
                        request.decimalComma(),
                        series,
                        byDevice,
                        columns,
                        request.flagged() && request.buckets().isEmpty());
    }

    private RowOutput wide(List<SeriesRecord> series, OutputStream out, WideColumns columns) {
        return request.format().isTable()
                ? TableOutput.ofWide(out, request.format(), series, columns)
                : new WideOutput(new TextOut(out, request.decimalComma()), request.format(), columns);
    }

    /**
     * Counts the rows before any is written.
     *
     * @throws AnswerTooLargeException if there are more than so many
     */
    void requireRows(long most) {
        long counted = 0;
        try (Rows rows = rows(request.snapshot(store))) {
            while (rows.next()) {
                if (++counted > most) {
                    throw new AnswerTooLargeException(
                            "the answer has more than " + most
                                    + " rows: ask for less time, fewer series or wider buckets, or a page at a time with 'limit'");
                }
            }
        }
    }
}
