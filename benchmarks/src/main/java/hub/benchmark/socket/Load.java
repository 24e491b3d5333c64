package hub.benchmark.socket;

import hub.benchmark.report.Latencies;

/**
 * What came of a load.
 *
 * @param frames acknowledged while it was measured, with so many {@code readings}
 * @param nanos how long that was
 * @param hubCpuNanos processor time of the hub's process
 * @param generatorCpuNanos processor time of the generator's thread
 * @param latencies from send to acknowledgement
 */
public record Load(
        long frames, long readings, long nanos, long hubCpuNanos, long generatorCpuNanos, Latencies latencies) {

    /** From send to acknowledgement, of half of all frames. */
    public double p50Nanos() {
        return latencies.percentile(50);
    }

    /** Of 99 in a hundred. */
    public double p99Nanos() {
        return latencies.percentile(99);
    }

    /** Of all. */
    public double longestNanos() {
        return latencies.longest();
    }

    /** Acknowledged. */
    public double readingsPerSecond() {
        return readings / (nanos / 1e9);
    }

    /** Acknowledged. */
    public double framesPerSecond() {
        return frames / (nanos / 1e9);
    }
}
