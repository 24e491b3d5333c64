package hub.history;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.query.BucketQuery;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import io.undertow.server.HttpServerExchange;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a request for readings asks.
 *
 * @param buckets empty for raw readings
 */
record ReadingsRequest(SeriesSelection selection, TimeRange range, Format format, Optional<BucketQuery> buckets) {

    private static final Set<String> KNOWN = Set.of(
            "device", "metric", "from", "to", "format", "step", "pixels", "tz", "fn", "fill", "group", "interval");

    static ReadingsRequest of(HttpServerExchange exchange) {
        QueryParameters parameters = QueryParameters.of(exchange, KNOWN);
        SeriesSelection selection = new SeriesSelection(
                names(parameters, "device", DeviceId::new), names(parameters, "metric", Metric::new));
        TimeRange range = parameters.range();
        return new ReadingsRequest(
                selection,
                range,
                parameters.single("format").map(Format::parse).orElse(Format.CSV),
                BucketParameters.read(parameters, selection, range));
    }

    private static <T> Set<T> names(QueryParameters parameters, String name, Function<String, T> make) {
        Set<T> names = new HashSet<>();
        for (String text : parameters.all(name)) {
            try {
                names.add(make.apply(text));
            } catch (IllegalArgumentException e) {
                throw new BadRequestException("parameter '" + name + "': " + e.getMessage());
            }
        }
        return names;
    }
}
