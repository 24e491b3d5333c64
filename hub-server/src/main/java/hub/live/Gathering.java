package hub.live;

import java.time.Duration;

/**
 * What is stored waits for more for so long for each frame that the last of it took, at most for the limit: many viewers of
 * each reading would otherwise take all processors with frames of a few readings, and acknowledgements would wait for
 * them. Measured: see "fan-out" in the benchmarks' results.
 */
final class Gathering {

    private static final long NANOS_A_FRAME = 15_000;
    private static final long MAX_NANOS = Duration.ofMillis(5).toNanos();

    private Gathering() {}

    static long pauseNanos(long frames) {
        return Math.min(MAX_NANOS, frames * NANOS_A_FRAME);
    }
}
