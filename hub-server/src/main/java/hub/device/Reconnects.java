package hub.device;

import hub.protocol.DeviceId;
import hub.time.NanoClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each device connects. One that does so more than once a second, after the first 600 times, flaps: it is told
 * to come back later, until it has been calm for a while. Thread-safe.
 */
final class Reconnects {

    static final int BURST = 600;
    static final int RETRY_AFTER_SECONDS = 30;
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    /** What becomes of a connection. */
    enum Verdict {
        FINE,
        /** The first one too many. */
        BEGINS_TO_FLAP,
        FLAPS
    }

    /**
     * @param calmAtNanos when all that came is made up for
     * @param flapping whether the device was told to come back
     */
    private record Pace(long calmAtNanos, boolean flapping) {}

    private final NanoClock clock;
    private final Map<DeviceId, Pace> paces = new ConcurrentHashMap<>();

    Reconnects(NanoClock clock) {
        this.clock = clock;
    }

    /** Counts a connection, if it may be. */
    Verdict connect(DeviceId device) {
        long now = clock.nanos();
        Verdict[] verdict = {Verdict.FINE};
        paces.compute(device, (id, known) -> {
            Pace pace = known == null || known.calmAtNanos() - now < 0 ? new Pace(now, false) : known;
            long ahead = pace.calmAtNanos() - now;
            boolean tooMany = ahead > (pace.flapping() ? BURST / 2 : BURST - 1) * INTERVAL_NANOS;
            if (tooMany) {
                verdict[0] = pace.flapping() ? Verdict.FLAPS : Verdict.BEGINS_TO_FLAP;
                return new Pace(pace.calmAtNanos(), true);
            }
            return new Pace(pace.calmAtNanos() + INTERVAL_NANOS, false);
        });
        return verdict[0];
    }

    /** Forgets devices that have been calm. To be called now and then. */
    void forget() {
        long now = clock.nanos();
        paces.values().removeIf(pace -> pace.calmAtNanos() - now < 0);
    }
}
