package hub.prometheus;

import hub.prometheus.Expression.Over;
import hub.query.QueryWatch;
import hub.store.ReadingBlock;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.Arrays;

/**
 * Reads series after series and has a function look at what lies in {@code (t - window, t]} of each step's time t. Steps are
 * ascending, and so are readings, so each is read once.
 */
final class SeriesWalk {

    private final Over over;
    private final long window;
    private final Steps steps;
    private final QueryWatch watch;
    private final ReadingWindow held = new ReadingWindow();
    private final double[] values;
    private int step;

    SeriesWalk(Over over, Steps steps, QueryWatch watch) {
        this.over = over;
        this.window = over.readings().windowMicros();
        this.steps = steps;
        this.watch = watch;
        this.values = new double[steps.count()];
    }

    static TimeRange range(Steps steps, long window) {
        return new TimeRange(steps.at(0) - window + 1, steps.last() + 1);
    }

    /** @param keepsName whether the result goes by the metric's name */
    void walk(Snapshot snapshot, boolean keepsName, VectorSink sink) {
        watch.check();
        try (SeriesScan scan = snapshot.scan(range(steps, window))) {
            while (scan.nextSeries()) {
                begin();
                while (scan.nextRun()) {
                    while (scan.nextBlock()) {
                        watch.step();
                        add(scan.block());
                    }
                }
                passUntil(Long.MAX_VALUE);
                SeriesRecord series = scan.series();
                sink.take(
                        new Labels(
                                keepsName ? series.metric().name() : "",
                                series.device().value()),
                        values);
            }
        }
    }

    private void begin() {
        held.clear();
        step = 0;
        Arrays.fill(values, Sample.ABSENT);
    }

    private void add(ReadingBlock block) {
        passUntil(block.firstTime());
        if (step == values.length || block.lastTime() <= steps.at(step) - window) {
            return; // Between two windows.
        }
        long[] times = block.times();
        double[] read = block.values();
        for (int i = 0; i < block.size(); i++) {
            passUntil(times[i]);
            if (step < values.length && times[i] > steps.at(step) - window) {
                take(times[i], read[i]);
            }
        }
    }

    private void take(long time, double value) {
        if (over.function() == WindowFunction.LAST) {
            held.clear();
        }
        held.add(time, value);
    }

    /** All steps before a time have seen what they see. */
    private void passUntil(long time) {
        while (step < values.length && steps.at(step) < time) {
            watch.step();
            held.dropThrough(steps.at(step) - window);
            values[step++] = held.value(over.function(), over.rank());
        }
    }
}
