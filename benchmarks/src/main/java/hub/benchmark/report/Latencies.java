package hub.benchmark.report;

import org.HdrHistogram.Histogram;

/** How long things took, in nanoseconds, to three digits. */
public final class Latencies {

    private final Histogram nanos = new Histogram(3);

    /** One more. */
    public void record(long tookNanos) {
        nanos.recordValue(tookNanos);
    }

    /** So many of a hundred took no longer. */
    public double percentile(double percent) {
        return (double) nanos.getValueAtPercentile(percent);
    }

    /** How long the longest took. */
    public double longest() {
        return (double) nanos.getMaxValue();
    }

    /** How many there were. */
    public long count() {
        return nanos.getTotalCount();
    }

    /** All of another, too. */
    public void add(Latencies other) {
        nanos.add(other.nanos);
    }

    /** Forgets all. */
    public void reset() {
        nanos.reset();
    }
}
