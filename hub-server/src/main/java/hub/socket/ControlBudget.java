package hub.socket;

import hub.time.NanoClock;
import java.time.Duration;

/**
 * How many pings and pongs a peer may send: ten a second in the long run, a thousand at once, since those of some minutes may
 * come together after the hub has not read for a while. The generic cell rate algorithm of ITU-T I.371.
 */
final class ControlBudget {

    /** What may come at once. */
    static final int BURST = 1_000;

    private static final long NANOS_EACH = Duration.ofMillis(100).toNanos();

    private final NanoClock clock;
    private long fullAt;

    ControlBudget(NanoClock clock) {
        this.clock = clock;
        this.fullAt = clock.nanos();
    }

    /** Counts a frame. Whether it was one too many. */
    boolean isExceededByOneMore() {
        long now = clock.nanos();
        fullAt = (fullAt - now > 0 ? fullAt : now) + NANOS_EACH;
        return fullAt - now > BURST * NANOS_EACH;
    }
}
