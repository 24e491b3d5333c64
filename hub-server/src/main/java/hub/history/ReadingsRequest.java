package hub.history;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import hub.text.Printable;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a request for readings asks.
 *
 * @param step the width of buckets in µs; empty for raw readings
 * @param functions of each bucket, in the order of the columns; empty for raw readings
 */
record ReadingsRequest(
        SeriesSelection selection,
        TimeRange range,
        Format format,
        Optional<Long> step,
        List<BucketFunction> functions) {

    private static final Set<String> KNOWN = Set.of("device", "metric", "from", "to", "format", "step", "fn");
    private static final List<BucketFunction> DEFAULT_FUNCTIONS =
            List.of(BucketFunction.AVG, BucketFunction.MIN, BucketFunction.MAX, BucketFunction.COUNT);
    private static final Duration LONGEST_STEP = Duration.ofDays(366);

    static ReadingsRequest of(HttpServerExchange exchange) {
        QueryParameters parameters = QueryParameters.of(exchange, KNOWN);
        Optional<Long> step = parameters.single("step").map(ReadingsRequest::step);
        List<BucketFunction> functions = parameters
                .single("fn")
                .map(ReadingsRequest::functions)
                .orElse(step.isPresent() ? DEFAULT_FUNCTIONS : List.of());
        if (step.isEmpty() && !functions.isEmpty()) {
            throw new BadRequestException("parameter 'fn' needs 'step', the width of the buckets, such as step=PT5M");
        }
        return new ReadingsRequest(
                new SeriesSelection(
                        names(parameters, "device", DeviceId::new), names(parameters, "metric", Metric::new)),
                parameters.range(),
                parameters.single("format").map(Format::parse).orElse(Format.CSV),
                step,
                functions);
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

    private static long step(String text) {
        try {
            Duration step = Duration.parse(text);
            if (step.isNegative() || step.toNanos() < 1_000 || step.compareTo(LONGEST_STEP) > 0) {
                throw new BadRequestException(
                        "parameter 'step': '" + Printable.shortened(text) + "' is not in PT0.000001S.." + LONGEST_STEP);
            }
            return step.toNanos() / 1_000;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new BadRequestException(
                    "parameter 'step': '" + Printable.shortened(text) + "' is no ISO 8601 duration such as PT5M");
        }
    }

    private static List<BucketFunction> functions(String text) {
        List<BucketFunction> functions = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            functions.add(BucketFunction.parse(name));
        }
        return List.copyOf(functions);
    }
}
