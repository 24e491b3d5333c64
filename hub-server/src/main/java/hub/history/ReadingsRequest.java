package hub.history;

import hub.quality.QaRules;
import hub.query.Aggregate;
import hub.query.BucketQuery;
import hub.query.QueryLimits;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request for readings asks.
 *
 * @param buckets empty for raw readings
 * @param wide whether each series has columns of its own
 * @param decimalComma whether numbers have a comma instead of a point
 * @param limit how many rows make a page; empty for all of them at once
 * @param behind the row that the page begins behind
 * @param qa what flags readings or leaves some out
 * @param flagged whether rows tell their flags
 * @param question a checksum of all that makes the rows what they are
 */
record ReadingsRequest(
        SeriesSelection selection,
        TimeRange range,
        Format format,
        Optional<BucketQuery> buckets,
        boolean wide,
        boolean decimalComma,
        OptionalInt limit,
        Optional<RowKey> behind,
        SnapshotFilter qa,
        boolean flagged,
        long question) {

    static final Set<String> KNOWN = known();

    private static final Set<String> NOT_OF_THE_ROWS = Set.of("format", "decimal", "limit", "cursor");

    private static final long PARQUET_BYTES = 16 << 20;
    private static final long ARROW_BYTES = 8 << 20;
    private static final long WIDE_BYTES = 64 << 20;

    private static Set<String> known() {
        Set<String> known = new HashSet<>(SeriesParameters.KNOWN);
        known.addAll(Set.of("from", "to", "format", "layout", "decimal", "limit", "cursor", "qa"));
        known.addAll(Set.of("step", "pixels", "tz", "fn", "fill", "group", "interval"));
        return Set.copyOf(known);
    }

    /** @param accept the header of that name; null if there is none */
    static ReadingsRequest of(QueryParameters parameters, @Nullable String accept, ReadingStore store, QaRules rules) {
        long question = PageCursor.checksum(parameters.canonical(NOT_OF_THE_ROWS));
        Optional<PageCursor> cursor = parameters.single("cursor").map(text -> PageCursor.decode(text, question));
        TimeRange range = cursor.map(PageCursor::range).orElseGet(parameters::range);
        SeriesSelection selection = SeriesParameters.read(parameters, store);
        ReadingsRequest request = new ReadingsRequest(
                selection,
                range,
                Format.of(parameters.single("format"), accept),
                BucketParameters.read(parameters, selection, range),
                parameters.choice("layout", "long", "wide").equals("wide"),
                parameters.choice("decimal", "point", "comma").equals("comma"),
                limit(parameters),
                cursor.map(PageCursor::behind),
                QaParameter.read(parameters, store, rules),
                QaParameter.isColumn(parameters) || QaParameter.isDoubtfulOnly(parameters),
                question);
        request.requireFit(parameters);
        return request;
    }

    /** How many rows a page has; empty if no page is asked for. */
    static OptionalInt limit(QueryParameters parameters) {
        if (parameters.single("limit").isPresent()) {
            return OptionalInt.of(parameters.integer("limit", 1, HistoryOptions.MAX_LIMIT, 1));
        }
        if (parameters.single("cursor").isPresent()) {
            throw new BadRequestException("parameter 'cursor' needs 'limit', as at the page before");
        }
        return OptionalInt.empty();
    }

    private void requireFit(QueryParameters parameters) {
        if (format == Format.SENML && (wide || buckets.isPresent())) {
            throw new BadRequestException("format senml is of raw readings, without 'step', 'pixels' and layout=wide");
        }
        if (QaParameter.isColumn(parameters) && (format == Format.SENML || wide || buckets.isPresent())) {
            throw new BadRequestException(
                    "qa=flag is of raw readings, without layout=wide and not as senml; buckets may leave flagged"
                            + " readings out, with qa=exclude:spike,stuck or the like");
        }
        if (decimalComma && format != Format.CSV_EXCEL) {
            throw new BadRequestException("decimal=comma goes with format=csv-excel");
        }
    }

    /** What the answer holds beside what any may, in bytes: row groups and batches of tables, what percentiles collect. */
    long heldBytes() {
        long table = switch (format) {
            case PARQUET -> wide ? WIDE_BYTES : PARQUET_BYTES;
            case ARROW -> wide ? WIDE_BYTES : ARROW_BYTES;
            case CSV, CSV_EXCEL, JSON, NDJSON, SENML -> 0;
        };
        boolean collects = buckets.stream()
                .flatMap(query -> query.aggregates().stream())
                .anyMatch(aggregate -> aggregate.kind() == Aggregate.Kind.PERCENTILE);
        return table + (collects ? QueryLimits.DEFAULT.percentileBytes() : 0);
    }

    /** What is asked, as the store has it now. */
    Snapshot snapshot(ReadingStore store) {
        return qa.applied(store.snapshot(selection));
    }

    /** A range that has all rows of the page, and none before that can be left out. */
    TimeRange pageRange() {
        boolean later = behind.isPresent() && behind.get().timeMicros() > range.fromMicros();
        return later ? new TimeRange(behind.get().timeMicros(), range.toMicros()) : range;
    }
}
