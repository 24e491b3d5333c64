package hub.admin;

import hub.time.NanoClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast somebody may try passwords. A wrong one is answered late, the later the more there were, and only a few answers
 * of one address are held at a time: whoever floods is slowed, and only for the name and from the address it tries.
 */
final class LoginPace {

    private static final int MOST_OF_A_NAME = 4;
    private static final int MOST_OF_AN_ADDRESS = 16;
    private static final int MOST_KNOWN = 50_000;
    private static final long FORGET_NANOS = Duration.ofMinutes(30).toNanos();
    private static final long FIRST_DELAY_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 7;

    private final NanoClock clock;
    private final Map<String, Tried> byName = new HashMap<>();
    private final Map<String, Integer> heldByAddress = new HashMap<>();

    LoginPace(NanoClock clock) {
        this.clock = clock;
    }

    private static final class Tried {
        private int held;
        private int failures;
        private long lastNanos;
    }

    private static String key(String name, String address) {
        return address + " " + name;
    }

    /** Whether another try may be looked at now; if so, {@link #leave} must follow. */
    synchronized boolean enter(String name, String address) {
        long now = clock.nanos();
        if (byName.size() >= MOST_KNOWN) {
            byName.values().removeIf(tried -> tried.held == 0);
        }
        Tried tried = byName.computeIfAbsent(key(name, address), key -> new Tried());
        if (tried.held == 0 && now - tried.lastNanos > FORGET_NANOS) {
            tried.failures = 0;
        }
        tried.lastNanos = now;
        int ofAddress = heldByAddress.getOrDefault(address, 0);
        if (tried.held >= MOST_OF_A_NAME || ofAddress >= MOST_OF_AN_ADDRESS) {
            return false;
        }
        tried.held++;
        heldByAddress.put(address, ofAddress + 1);
        return true;
    }

    /** Notes a wrong password; returns for how many ms its answer is to be held. */
    synchronized long failed(String name, String address) {
        Tried tried = byName.computeIfAbsent(key(name, address), key -> new Tried());
        long delay = FIRST_DELAY_MILLIS << Math.min(tried.failures, MOST_DOUBLINGS);
        tried.failures++;
        return delay;
    }

    /** The answer goes out. */
    synchronized void leave(String name, String address, boolean right) {
        heldByAddress.computeIfPresent(address, (key, held) -> held == 1 ? null : held - 1);
        Tried tried = byName.get(key(name, address));
        if (tried != null) {
            tried.held--;
            tried.failures = right ? 0 : tried.failures;
        }
    }
}
