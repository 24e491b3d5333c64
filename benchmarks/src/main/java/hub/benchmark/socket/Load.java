package hub.benchmark.socket;

/**
 * What came of a load.
 *
 * @param frames acknowledged while it was measured, with so many {@code readings}
 * @param nanos how long that was
 * @param hubCpuNanos processor time of the hub's process
 * @param generatorCpuNanos processor time of the generator's thread
 * @param p50Nanos from send to acknowledgement; {@code p99Nanos} and {@code longestNanos} likewise
 */
public record Load(
        long frames,
        long readings,
        long nanos,
        long hubCpuNanos,
        long generatorCpuNanos,
        double p50Nanos,
        double p99Nanos,
        double longestNanos) {

    /** Acknowledged. */
    public double readingsPerSecond() {
        return readings / (nanos / 1e9);
    }

    /** Acknowledged. */
    public double framesPerSecond() {
        return frames / (nanos / 1e9);
    }
}
