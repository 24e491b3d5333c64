package hub.admin;

import hub.protocol.DeviceId;
import hub.time.NanoClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How fast somebody may try passwords. A wrong one is answered late, the later the more there were, and only a few answers
 * of one address are held at a time: whoever floods is slowed, and only for the name and from the address it tries.
 */
final class LoginPace {

    private static final int MOST_OF_A_NAME = 4;
    private static final int MOST_OF_AN_ADDRESS = 16;
    private static final int MOST_IN_ALL = 512;
    private static final int MOST_KNOWN = 20_000;
    private static final long FORGET_NANOS = Duration.ofMinutes(30).toNanos();
    private static final long FIRST_DELAY_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 7;

    private final NanoClock clock;

    /** The one that was tried longest ago is the first. */
    private final Map<String, Tried> byName = new LinkedHashMap<>();

    private final Map<String, Integer> heldByAddress = new HashMap<>();
    private int heldInAll;

    LoginPace(NanoClock clock) {
        this.clock = clock;
    }

    private static final class Tried {
        private int held;
        private int failures;
        private long lastNanos;
    }

    /** No user has a name of another form, so these are one: a stranger must not make the hub hold what it likes. */
    private static String key(String name, String address) {
        boolean possible = name.isEmpty() || DeviceId.parse(name).isPresent();
        return address + " " + (possible ? name : "?");
    }

    /** Whether another try may be looked at now; if so, {@link #leave} must follow. */
    synchronized boolean enter(String name, String address) {
        int ofAddress = heldByAddress.getOrDefault(address, 0);
        if (ofAddress >= MOST_OF_AN_ADDRESS || heldInAll >= MOST_IN_ALL) {
            return false;
        }
        Tried tried = tried(key(name, address));
        if (tried.held >= MOST_OF_A_NAME) {
            return false;
        }
        tried.held++;
        heldInAll++;
        heldByAddress.put(address, ofAddress + 1);
        return true;
    }

    private Tried tried(String key) {
        Tried known = byName.remove(key);
        Tried tried = known == null ? new Tried() : known;
        long now = clock.nanos();
        if (tried.held == 0 && now - tried.lastNanos > FORGET_NANOS) {
            tried.failures = 0;
        }
        tried.lastNanos = now;
        forgetTheOldest();
        byName.put(key, tried);
        return tried;
    }

    /** To have a name forgotten so, by tries of others, takes minutes from one address: longer than the longest delay. */
    private void forgetTheOldest() {
        if (byName.size() >= MOST_KNOWN) {
            Iterator<Tried> oldest = byName.values().iterator();
            while (oldest.hasNext()) {
                if (oldest.next().held == 0) {
                    oldest.remove();
                    return;
                }
            }
        }
    }

    /** Notes a wrong password; returns for how many ms its answer is to be held. */
    synchronized long failed(String name, String address) {
        Tried tried = tried(key(name, address));
        long delay = FIRST_DELAY_MILLIS << Math.min(tried.failures, MOST_DOUBLINGS);
        tried.failures++;
        return delay;
    }

    /** The answer goes out. */
    synchronized void leave(String name, String address, boolean right) {
        heldInAll--;
        heldByAddress.computeIfPresent(address, (key, held) -> held == 1 ? null : held - 1);
        Tried tried = byName.get(key(name, address));
        if (tried != null) {
            tried.held--;
            tried.failures = right ? 0 : tried.failures;
        }
    }
}
