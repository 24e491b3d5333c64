package hub.history;

import hub.json.JsonWriter;
import hub.protocol.Timestamps;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** {@code GET /api/v1/coverage}: how much of a range each series has, and its gaps. */
final class CoverageHandler implements HttpHandler {

    static final Set<String> KNOWN = known();

    private static final long MAX_GAPS = 100_000;

    private final ReadingStore store;
    private final Clocks clocks;
    private final HistoryOptions options;

    CoverageHandler(ReadingStore store, Clocks clocks, HistoryOptions options) {
        this.store = store;
        this.clocks = clocks;
        this.options = options;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(SeriesParameters.KNOWN);
        known.addAll(Set.of("from", "to", "interval", "gap"));
        return Set.copyOf(known);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters = QueryParameters.of(exchange.getQueryParameters(), KNOWN, clocks.micros());
        TimeRange range = parameters.range();
        if (range.fromMicros() == TimeRange.ALL.fromMicros() || range.toMicros() == TimeRange.ALL.toMicros()) {
            throw new BadRequestException("parameters 'from' and 'to' say of which time; such as from=-7d&to=now");
        }
        OptionalLong interval = parameters.duration("interval");
        OptionalLong gap = parameters.duration("gap");
        QueryWatch watch = Turns.ended(exchange, new QueryWatch(clocks.nano()::nanos, options.queryTimeout()));
        JsonWriter json = new JsonWriter().beginArray();
        long gaps = 0;
        for (SeriesRecord series : store.series(SeriesParameters.read(parameters, store))) {
            SeriesSelection one = new SeriesSelection(Set.of(series.device()), Set.of(series.metric()));
            try (ReadingCursor readings = RawQuery.open(store.snapshot(one), range, QueryLimits.DEFAULT, watch)) {
                Coverage coverage = Coverage.of(readings, range, interval, gap);
                gaps += coverage.gaps().size();
                if (gaps > MAX_GAPS) {
                    throw new AnswerTooLargeException("there are more than " + MAX_GAPS
                            + " gaps: ask for less time or fewer series, or for longer gaps with 'gap'");
                }
                write(json, series, range, coverage);
            }
        }
        DevicesHandler.send(exchange, json.endArray());
    }

    private static void write(JsonWriter json, SeriesRecord series, TimeRange range, Coverage coverage) {
        json.beginObject().name("device").value(series.device().value());
        json.name("metric").value(series.metric().name());
        json.name("readings").value(coverage.readings());
        double expected = coverage.intervalMicros() == 0
                ? Double.NaN
                : (double) (range.toMicros() - range.fromMicros()) / coverage.intervalMicros();
        if (Double.isNaN(expected)) {
            json.name("intervalSeconds").nullValue().name("coverage").nullValue();
        } else {
            json.name("intervalSeconds").value(coverage.intervalMicros() / 1e6);
            json.name("coverage").value(expected == 0 ? 0 : Math.min(1, coverage.readings() / expected));
        }
        json.name("gaps").beginArray();
        for (TimeRange hole : coverage.gaps()) {
            json.beginObject()
                    .name("from")
                    .value(Timestamps.instant(hole.fromMicros()).toString());
            json.name("to")
                    .value(Timestamps.instant(hole.toMicros()).toString())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
