package hub.benchmark.socket;

import java.util.concurrent.TimeUnit;

/** µs since 1970 that never jump, for all that is measured in one process: the system's time when it began, and what passed. */
public final class MicroClock {

    private final long begin = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    private final long beginNanos = System.nanoTime();

    /** Now. */
    public long micros() {
        return begin + (System.nanoTime() - beginNanos) / 1_000;
    }
}
