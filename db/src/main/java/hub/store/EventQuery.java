package hub.store;

import hub.protocol.DeviceId;
import java.util.Set;

/**
 * Which events are meant: the newest ones that fit.
 *
 * @param devices empty means all, and the hub's own
 * @param limit at most so many, 1 to {@link #MAX_LIMIT}
 */
public record EventQuery(Set<DeviceId> devices, TimeRange range, int limit) {

    /** The most events in one answer. */
    public static final int MAX_LIMIT = 10_000;

    /** @throws IllegalArgumentException if the limit is out of range */
    public EventQuery {
        devices = Set.copyOf(devices);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit + " is not in 1.." + MAX_LIMIT);
        }
    }
}
