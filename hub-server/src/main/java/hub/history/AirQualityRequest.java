package hub.history;

import hub.airquality.IndexCursor;
import hub.airquality.IndexTable;
import hub.quality.QaRules;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import hub.text.Printable;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a request for air quality asks.
 *
 * @param limit how many rows make a page; empty for all of them at once
 * @param behind the row that the page begins behind
 * @param question a checksum of all that makes the rows what they are
 * @param intervalMicros how far apart readings should be; empty for what each device declared, or else its median
 */
record AirQualityRequest(
        IndexTable table,
        SeriesSelection selection,
        TimeRange range,
        Format format,
        boolean decimalComma,
        OptionalLong intervalMicros,
        SnapshotFilter qa,
        OptionalInt limit,
        Optional<RowKey> behind,
        long question) {

    private static final Set<String> NOT_OF_THE_ROWS = Set.of("format", "decimal", "limit", "cursor");

    static final Set<String> KNOWN_LATEST = known("to");
    static final Set<String> KNOWN = known("from", "to", "limit", "cursor");

    private static Set<String> known(String... times) {
        Set<String> known = new HashSet<>(
                Set.of("device", "prefix", "tag", "bbox", "index", "interval", "qa", "format", "decimal"));
        known.addAll(Set.of(times));
        return Set.copyOf(known);
    }

    static AirQualityRequest of(QueryParameters parameters, ReadingStore store, QaRules rules) {
        IndexTable table =
                parameters.single("index").map(AirQualityRequest::table).orElse(IndexTable.ALL.get(0));
        if (QaParameter.isColumn(parameters)) {
            throw new BadRequestException(
                    "parameter 'qa': an hour has no flags of its own; qa=exclude leaves flagged readings out");
        }
        long question = PageCursor.checksum(parameters.canonical(NOT_OF_THE_ROWS));
        Optional<PageCursor> cursor = parameters.single("cursor").map(text -> PageCursor.decode(text, question));
        AirQualityRequest request = new AirQualityRequest(
                table,
                SeriesParameters.read(parameters, store).withMetrics(table.metrics()),
                cursor.map(PageCursor::range).orElseGet(parameters::range),
                Format.of(parameters.single("format"), null),
                parameters.choice("decimal", "point", "comma").equals("comma"),
                parameters.duration("interval"),
                QaParameter.read(parameters, store, rules),
                ReadingsRequest.limit(parameters),
                cursor.map(PageCursor::behind),
                question);
        if (request.format.isTable()) {
            throw new BadRequestException(
                    "formats parquet and arrow are of readings; air quality comes as csv, json, ndjson" + " and senml");
        }
        if (request.decimalComma && request.format != Format.CSV_EXCEL) {
            throw new BadRequestException("decimal=comma goes with format=csv-excel");
        }
        return request;
    }

    private static IndexTable table(String id) {
        return IndexTable.of(id)
                .orElseThrow(() -> new BadRequestException("parameter 'index': '" + Printable.shortened(id)
                        + "' is unknown; known are "
                        + IndexTable.ALL.stream().map(IndexTable::id).collect(Collectors.joining(", "))));
    }

    /** The same for other hours. */
    AirQualityRequest over(TimeRange other) {
        return new AirQualityRequest(
                table, selection, other, format, decimalComma, intervalMicros, qa, limit, behind, question);
    }

    IndexCursor open(ReadingStore store, QueryWatch watch) {
        DeclaredByDevices declared = new DeclaredByDevices(store, intervalMicros);
        return IndexCursor.open(qa.applied(store.snapshot(selection)), table, range, declared, Turns.limits(), watch);
    }
}
