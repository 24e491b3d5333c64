package hub.prometheus;

import hub.prometheus.Expression.Aggregation;
import hub.prometheus.Expression.Arithmetic;
import hub.prometheus.Expression.Over;
import hub.prometheus.Expression.Readings;
import hub.prometheus.Expression.Scalar;
import hub.prometheus.Expression.Selector;
import hub.prometheus.PrometheusException.Kind;
import hub.query.QueryWatch;
import hub.store.ReadingBlock;
import hub.store.ReadingStore;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers one question, whose values it holds until all are known. */
final class Evaluation {

    /** How far back a selector without a range looks, as in Prometheus. */
    private static final long LOOKBACK_MICROS = Duration.ofMinutes(5).toNanos() / 1_000;

    /** 8 MiB; an aggregation's take up to four times as much. */
    private static final int MAX_VALUES = 1 << 20;

    private final ReadingStore store;
    private final Steps steps;
    private final QueryWatch watch;
    private long heldValues;

    Evaluation(ReadingStore store, Steps steps, QueryWatch watch) {
        this.store = store;
        this.steps = steps;
        this.watch = watch;
    }

    /** The series of the result with a value for each step, ascending. */
    Map<Labels, double[]> values(Expression expression) {
        Map<Labels, double[]> result = new TreeMap<>();
        evaluate(expression, (labels, values) -> {
            if (!Arrays.stream(values).allMatch(Sample::isAbsent)) {
                hold(values.length);
                if (result.put(labels, values.clone()) != null) {
                    throw sameLabels();
                }
            }
        });
        return result;
    }

    private void evaluate(Expression expression, VectorSink sink) {
        if (expression instanceof Scalar number) {
            double[] values = new double[steps.count()];
            Arrays.fill(values, number.value());
            sink.take(Labels.NONE, values);
        } else if (expression instanceof Selector selector) {
            read(new Over(WindowFunction.LAST, 0, new Readings(selector, LOOKBACK_MICROS)), sink);
        } else if (expression instanceof Over over) {
            read(over, sink);
        } else if (expression instanceof Aggregation aggregation) {
            aggregate(aggregation, sink);
        } else if (expression instanceof Arithmetic arithmetic) {
            calculate(arithmetic, sink);
        } else {
            throw PrometheusException.badData("a range such as pm2_5[5m] has no value by itself at each step;"
                    + " put it into a function such as avg_over_time");
        }
    }

    private void read(Over over, VectorSink sink) {
        boolean keepsName = over.function() == WindowFunction.LAST;
        Selector selector = over.readings().selector();
        try (Snapshot snapshot = store.snapshot(SelectedSeries.of(selector, store, watch))) {
            new SeriesWalk(over, steps, watch).walk(snapshot, keepsName, keepsName ? sink : onceEach(sink));
        }
    }

    /** Refuses what would come out under the same labels, since the metric's name is none of them any more. */
    private static VectorSink onceEach(VectorSink sink) {
        Set<Labels> seen = new HashSet<>();
        return (labels, values) -> {
            if (!Arrays.stream(values).allMatch(Sample::isAbsent) && !seen.add(labels)) {
                throw sameLabels();
            }
            sink.take(labels, values);
        };
    }

    private static PrometheusException sameLabels() {
        return new PrometheusException(
                Kind.EXECUTION,
                "vector cannot contain metrics with the same labelset: functions and + - * / take the metric's name"
                        + " away; ask for one metric at a time");
    }

    private void calculate(Arithmetic arithmetic, VectorSink sink) {
        VectorSink checked = onceEach(sink);
        evaluate(arithmetic.of(), (labels, values) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = Sample.isAbsent(values[i]) ? values[i] : arithmetic.apply(values[i]);
            }
            checked.take(labels.withoutName(), values);
        });
    }

    private void aggregate(Aggregation aggregation, VectorSink sink) {
        Map<Labels, Grouped> groups = new HashMap<>();
        evaluate(aggregation.of(), (labels, values) -> {
            boolean named = aggregation.by().contains(Labels.NAME);
            boolean byDevice = aggregation.by().contains(Labels.DEVICE);
            Labels group = new Labels(named ? labels.name() : "", byDevice ? labels.device() : "");
            groups.computeIfAbsent(group, added -> {
                        hold(steps.count());
                        return new Grouped(aggregation.aggregator(), steps.count());
                    })
                    .add(values);
        });
        double[] values = new double[steps.count()];
        groups.forEach((labels, group) -> {
            Arrays.setAll(values, group::value);
            sink.take(labels, values);
        });
    }

    private void hold(int values) {
        heldValues += values;
        if (heldValues > MAX_VALUES) {
            throw new PrometheusException(
                    Kind.EXECUTION,
                    "the answer has more than " + MAX_VALUES
                            + " values; ask for wider steps, less time or fewer series, or sum them up with by ()");
        }
    }

    /** The readings of a range up to the one step, each at its own time. */
    Map<Labels, ReadingWindow> readings(Readings question) {
        Map<Labels, ReadingWindow> result = new TreeMap<>();
        try (Snapshot snapshot = store.snapshot(SelectedSeries.of(question.selector(), store, watch));
                SeriesScan scan = snapshot.scan(SeriesWalk.range(steps, question.windowMicros()))) {
            while (scan.nextSeries()) {
                Labels labels = new Labels(
                        scan.series().metric().name(), scan.series().device().value());
                ReadingWindow readings = new ReadingWindow();
                while (scan.nextRun()) {
                    while (scan.nextBlock()) {
                        watch.step();
                        add(scan.block(), readings);
                    }
                }
                if (readings.times().length > 0) {
                    result.put(labels, readings);
                }
            }
        }
        return result;
    }

    private void add(ReadingBlock block, ReadingWindow readings) {
        hold(block.size());
        for (int i = 0; i < block.size(); i++) {
            readings.add(block.times()[i], block.values()[i]);
        }
    }
}
