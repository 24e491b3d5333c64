package hub.admin;

import hub.time.NanoClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many claims a minute are looked at: of a good key by itself, and of wrong ones by the address that shows them. So whoever
 * guesses is slowed, and nobody who shares the address with it.
 */
final class ClaimPace {

    /** A carton of devices on one table may all claim at once. */
    static final int MOST_A_MINUTE = 120;

    private static final int MOST_KNOWN = 50_000;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final NanoClock clock;
    private final Map<String, Integer> good = new HashMap<>();
    private final Map<String, Integer> wrong = new HashMap<>();
    private long minuteBegan;

    ClaimPace(NanoClock clock) {
        this.clock = clock;
        this.minuteBegan = clock.nanos();
    }

    /** Whether a good key comes too often from an address, with this time. */
    synchronized boolean isGoodTooOften(String key, String address) {
        return isTooOften(good, key + " " + address);
    }

    /** Whether wrong keys come too often from an address, with this one. */
    synchronized boolean isWrongTooOften(String address) {
        return isTooOften(wrong, address);
    }

    private boolean isTooOften(Map<String, Integer> tries, String whose) {
        if (clock.nanos() - minuteBegan > MINUTE_NANOS) {
            good.clear();
            wrong.clear();
            minuteBegan = clock.nanos();
        } else if (tries.size() >= MOST_KNOWN) {
            tries.clear();
        }
        return tries.merge(whose, 1, Integer::sum) > MOST_A_MINUTE;
    }
}
