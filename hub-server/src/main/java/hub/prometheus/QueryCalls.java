package hub.prometheus;

import hub.history.Body;
import hub.history.Turns;
import hub.prometheus.Expression.Readings;
import hub.prometheus.Expression.Scalar;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.time.Clocks;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/** {@code query} and {@code query_range}. */
final class QueryCalls {

    private static final String JSON = "application/json";

    /** A million values of 24 bytes. */
    private static final long HELD_BYTES = 24_000_000;

    private final ReadingStore store;
    private final Clocks clocks;
    private final Duration timeout;

    QueryCalls(ReadingStore store, Clocks clocks, Duration timeout) {
        this.store = store;
        this.clocks = clocks;
        this.timeout = timeout;
    }

    QueryWatch watch(HttpServerExchange exchange, Form form) {
        Duration asked = form.duration("timeout")
                .map(micros -> Duration.ofNanos(micros * 1_000))
                .orElse(timeout);
        return Turns.ended(
                exchange, new QueryWatch(clocks.nano()::nanos, asked.compareTo(timeout) < 0 ? asked : timeout));
    }

    /** The value at one time. */
    void query(HttpServerExchange exchange, Form form) throws IOException {
        Expression expression = ExpressionParser.parse(form.required("query"));
        Steps steps = Steps.at(form.time("time").orElse(clocks.micros()));
        Turns.reserve(exchange, HELD_BYTES);
        Evaluation evaluation = new Evaluation(store, steps, watch(exchange, form));
        if (expression instanceof Scalar number) {
            try (OutputStream out = open(exchange)) {
                new ResultWriter(out).scalar(number.value(), steps);
            }
        } else if (expression instanceof Readings readings) {
            Map<Labels, ReadingWindow> result = evaluation.readings(readings);
            try (OutputStream out = open(exchange)) {
                new ResultWriter(out).readings(result);
            }
        } else {
            Map<Labels, double[]> result = evaluation.values(expression);
            try (OutputStream out = open(exchange)) {
                new ResultWriter(out).vector(result, steps);
            }
        }
    }

    /** The values at many times. */
    void queryRange(HttpServerExchange exchange, Form form) throws IOException {
        Steps steps = Steps.between(
                form.requiredTime("start"),
                form.requiredTime("end"),
                form.duration("step")
                        .orElseThrow(() -> PrometheusException.badData("invalid parameter \"step\": it is missing")));
        Expression expression = ExpressionParser.parse(form.required("query"));
        Turns.reserve(exchange, HELD_BYTES);
        Map<Labels, double[]> result = new Evaluation(store, steps, watch(exchange, form)).values(expression);
        try (OutputStream out = open(exchange)) {
            new ResultWriter(out).matrix(result, steps);
        }
    }

    private static OutputStream open(HttpServerExchange exchange) throws IOException {
        return Body.open(exchange, JSON, stream -> stream);
    }
}
