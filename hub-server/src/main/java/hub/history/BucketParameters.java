package hub.history;

import hub.query.Aggregate;
import hub.query.Aggregate.Kind;
import hub.query.BucketQuery;
import hub.query.Buckets;
import hub.query.Fill;
import hub.query.Grouping;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import hub.text.Printable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a request that are about buckets. */
final class BucketParameters {

    private static final List<String> NEED_BUCKETS = List.of("fn", "tz", "fill", "group", "interval");
    private static final List<Aggregate> DEFAULT_FUNCTIONS =
            List.of(Aggregate.of(Kind.AVG), Aggregate.of(Kind.MIN), Aggregate.of(Kind.MAX), Aggregate.of(Kind.COUNT));

    private final QueryParameters parameters;
    private final TimeRange range;

    private BucketParameters(QueryParameters parameters, TimeRange range) {
        this.parameters = parameters;
        this.range = range;
    }

    /** The question for buckets; empty if it is one for raw readings. */
    static Optional<BucketQuery> read(QueryParameters parameters, SeriesSelection selection, TimeRange range) {
        if (parameters.single("step").isPresent() || parameters.single("pixels").isPresent()) {
            return Optional.of(new BucketParameters(parameters, range).query(selection));
        }
        for (String name : NEED_BUCKETS) {
            if (parameters.single(name).isPresent()) {
                throw new BadRequestException(
                        "parameter '" + name + "' needs 'step', the width of the buckets, such as step=PT5M");
            }
        }
        return Optional.empty();
    }

    private BucketQuery query(SeriesSelection selection) {
        Buckets buckets = buckets();
        List<Aggregate> functions =
                parameters.single("fn").map(BucketParameters::functions).orElse(DEFAULT_FUNCTIONS);
        Fill fill = oneOf("fill", Fill.values()).orElse(Fill.NONE);
        if (fill != Fill.NONE && !isClosed()) {
            throw new BadRequestException("parameter 'fill' needs 'from' and 'to'");
        }
        Grouping grouping =
                parameters.single("group").map(BucketParameters::grouping).orElse(Grouping.SERIES);
        try {
            return new BucketQuery(
                    selection, range, buckets, functions, fill, grouping, parameters.duration("interval"));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(String.valueOf(e.getMessage()));
        }
    }

    private Buckets buckets() {
        Optional<String> step = parameters.single("step");
        if (step.isEmpty()) {
            return pixels();
        }
        if (parameters.single("pixels").isPresent()) {
            throw new BadRequestException("parameters 'step' and 'pixels' both say how wide the buckets are");
        }
        ZoneId zone = parameters.single("tz").map(BucketParameters::zone).orElse(ZoneOffset.UTC);
        try {
            return Buckets.iso(step.get(), zone);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("parameter 'step': " + e.getMessage());
        }
    }

    private Buckets pixels() {
        int count = parameters.integer("pixels", 1, HistoryOptions.MAX_PIXELS, 1);
        if (!isClosed()) {
            throw new BadRequestException("parameter 'pixels' needs 'from' and 'to'");
        }
        if (parameters.single("tz").isPresent()) {
            throw new BadRequestException("parameter 'tz' goes with 'step', not with 'pixels'");
        }
        try {
            return Buckets.equal(range, count);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("parameter 'pixels': " + e.getMessage());
        }
    }

    private boolean isClosed() {
        return range.fromMicros() != TimeRange.ALL.fromMicros() && range.toMicros() != TimeRange.ALL.toMicros();
    }

    private static ZoneId zone(String text) {
        try {
            // A '+' that was not encoded has become a space.
            return ZoneId.of(text.replace(' ', '+'));
        } catch (DateTimeException e) {
            throw new BadRequestException("parameter 'tz': '" + Printable.shortened(text)
                    + "' is no time zone such as Europe/London or +01:00");
        }
    }

    private static List<Aggregate> functions(String text) {
        List<Aggregate> functions = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Aggregate function = Aggregate.parse(name).orElseThrow(() -> unknownFunction(name));
            if (functions.contains(function)) {
                throw new BadRequestException("parameter 'fn': '" + name + "' is there twice");
            }
            functions.add(function);
        }
        return functions;
    }

    private static BadRequestException unknownFunction(String name) {
        return new BadRequestException("parameter 'fn': '" + Printable.shortened(name) + "' is unknown; known are "
                + Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.PERCENTILE)
                        .map(kind -> Aggregate.of(kind).name())
                        .collect(Collectors.joining(", "))
                + " and percentiles such as p50, p95, p99.9");
    }

    private static Grouping grouping(String text) {
        return switch (text) {
            case "device" -> Grouping.SERIES;
            case "metric" -> Grouping.METRIC;
            default ->
                throw new BadRequestException(
                        "parameter 'group': '" + Printable.shortened(text) + "' is unknown; known are device, metric");
        };
    }

    private <E extends Enum<E>> Optional<E> oneOf(String name, E[] values) {
        return parameters
                .single(name)
                .map(text -> Arrays.stream(values)
                        .filter(value -> wireName(value).equals(text))
                        .findFirst()
                        .orElseThrow(
                                () -> new BadRequestException("parameter '" + name + "': '" + Printable.shortened(text)
                                        + "' is unknown; known are "
                                        + Arrays.stream(values)
                                                .map(BucketParameters::wireName)
                                                .collect(Collectors.joining(", ")))));
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
