package hub.live;

import java.util.OptionalDouble;

/**
 * The hub at one moment, for the strip at the top of the dashboard.
 *
 * @param received frames since the start, and what became of them
 * @param storedReadings readings since the start
 * @param ackP50Millis over about the last minute, as is the other
 * @param diskBytes what the data directory takes
 */
public record FleetReport(
        int online,
        int stale,
        int offline,
        int neverSeen,
        long received,
        long stored,
        long duplicate,
        long refused,
        long storedReadings,
        OptionalDouble ackP50Millis,
        OptionalDouble ackP99Millis,
        long diskBytes) {}
