package hub.ops;

import hub.time.NanoClock;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.time.Duration;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** Durations: percentiles of about the last minute, and how many there were since the start. Thread-safe. */
public final class LatencyWindow {

    private static final int PARTS = 6;
    private static final long PART_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int SIGNIFICANT_DIGITS = 2;

    private final NanoClock clock;
    private final Histogram[] parts = new Histogram[PARTS];
    private final DurationTotals totals = new DurationTotals();
    private long currentPart;

    public LatencyWindow(NanoClock clock) {
        this.clock = clock;
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
        }
        this.currentPart = Math.floorDiv(clock.nanos(), PART_NANOS);
    }

    /** Takes a duration in ns. */
    public synchronized void record(long nanos) {
        roll();
        long bounded = Math.max(0, Math.min(nanos, LONGEST_NANOS));
        parts[index(currentPart)].recordValue(bounded);
        totals.record(bounded);
    }

    /** All durations since the start, as Prometheus takes them. */
    synchronized HistogramDataPointSnapshot totals() {
        return totals.snapshot();
    }

    /** A percentile, 0 to 100, in ms; empty if nothing was recorded of late. */
    public synchronized OptionalDouble percentileMillis(double percentile) {
        roll();
        Histogram all = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
        for (Histogram part : parts) {
            all.add(part);
        }
        return all.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.getValueAtPercentile(percentile) / 1e6);
    }

    /** Empties the parts whose time has passed. */
    private void roll() {
        long part = Math.floorDiv(clock.nanos(), PART_NANOS);
        for (long passed = Math.max(currentPart + 1, part - PARTS + 1); passed <= part; passed++) {
            parts[index(passed)].reset();
        }
        currentPart = part;
    }

    private static int index(long part) {
        return Math.floorMod(part, PARTS);
    }
}
