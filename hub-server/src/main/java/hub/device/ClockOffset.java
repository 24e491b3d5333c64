package hub.device;

import hub.time.NanoClock;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * By how much a device's clock is behind the hub's, as far as its frames tell: the least time from the newest reading of a
 * frame to its receipt, over the last minute or two. What frames waited for, on the device or on the way, is in it, so it is
 * an upper bound; below 0 the device is ahead for certain. Written by one thread, read by any.
 */
final class ClockOffset {

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NONE = Long.MAX_VALUE;

    private final NanoClock clock;
    private long windowStart;
    private long leastBefore = NONE;
    private volatile long least = NONE;
    private long leastInWindow = NONE;

    ClockOffset(NanoClock clock) {
        this.clock = clock;
        this.windowStart = clock.nanos();
    }

    /** @param delayMicros from the time of a frame's newest reading to its receipt */
    void observe(long delayMicros) {
        long now = clock.nanos();
        if (now - windowStart > WINDOW_NANOS) {
            leastBefore = now - windowStart > 2 * WINDOW_NANOS ? NONE : leastInWindow;
            leastInWindow = NONE;
            windowStart = now;
        }
        leastInWindow = Math.min(leastInWindow, delayMicros);
        least = Math.min(leastInWindow, leastBefore);
    }

    OptionalDouble millis() {
        long micros = least;
        return micros == NONE ? OptionalDouble.empty() : OptionalDouble.of(micros / 1e3);
    }
}
