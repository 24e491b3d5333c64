package hub.history;

import hub.airquality.IndexCursor;
import hub.airquality.IndexRow;
import hub.protocol.DeviceId;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.store.TimeRange;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /api/v1/air-quality/latest}: of each device the newest hour of the last day that has an index, as a map needs it. */
final class LatestAirQualityHandler implements HttpHandler {

    private static final long DAY = 24 * IndexCursor.HOUR;

    private final ReadingStore store;
    private final Clocks clocks;
    private final HistoryOptions options;

    LatestAirQualityHandler(ReadingStore store, Clocks clocks, HistoryOptions options) {
        this.store = store;
        this.clocks = clocks;
        this.options = options;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters =
                QueryParameters.of(exchange.getQueryParameters(), AirQualityRequest.KNOWN_LATEST, clocks.micros());
        AirQualityRequest asked = AirQualityRequest.of(parameters, store, options.qa());
        long to = Math.max(Math.min(asked.range().toMicros(), clocks.micros()), Long.MIN_VALUE + DAY);
        AirQualityRequest request = asked.over(new TimeRange(to - DAY, to));
        Map<DeviceId, IndexRow> newest = new TreeMap<>();
        QueryWatch watch = new QueryWatch(clocks.nano()::nanos, options.queryTimeout());
        try (IndexCursor rows = request.open(store, watch)) {
            while (rows.next()) {
                newest.merge(rows.row().device(), rows.row(), LatestAirQualityHandler::better);
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        AirQualityOutput output = new AirQualityOutput(body, request);
        output.begin();
        for (IndexRow row : newest.values()) {
            output.add(row);
        }
        output.end();
        Body.send(exchange, request.format().contentType(), body.toByteArray());
    }

    /** A newer hour without an index, as the one that has just begun, says less than an older one with it. */
    private static IndexRow better(IndexRow older, IndexRow newer) {
        return newer.score().isPresent() || older.score().isEmpty() ? newer : older;
    }
}
