package hub.device;

import hub.time.NanoClock;
import java.time.Duration;

/** How many refusals a connection may cause: so many within a minute, then it is sent away. */
final class RefusalBudget {

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final NanoClock clock;
    private long windowStart;
    private int inWindow;

    RefusalBudget(NanoClock clock) {
        this.clock = clock;
        this.windowStart = clock.nanos();
    }

    /** Counts a refusal. Whether it was one too many. */
    boolean isExceededByOneMore() {
        long now = clock.nanos();
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            inWindow = 0;
        }
        return ++inWindow > DeviceOptions.MAX_REFUSED_PER_MINUTE;
    }
}
