package hub.ops;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;

/** How many durations of which length there were since the start. Not thread-safe. */
final class DurationTotals {

    /** Upper bounds in seconds: about three a decade around what a force of a disk takes. */
    private static final double[] BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Double.POSITIVE_INFINITY
    };

    private final long[] counts = new long[BOUNDS.length];
    private long sumNanos;

    void record(long nanos) {
        double seconds = nanos / 1e9;
        int bucket = 0;
        while (seconds > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    /** As Prometheus takes it. */
    HistogramDataPointSnapshot snapshot() {
        Number[] numbers = new Number[counts.length];
        for (int i = 0; i < counts.length; i++) {
            numbers[i] = counts[i];
        }
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, numbers))
                .sum(sumNanos / 1e9)
                .build();
    }
}
