package hub.store.h2;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.store.EventQuery;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads events from the database, the newest first.
 *
 * <p>They are found by their numbers, which have no gap, and those of a device each by the one before it. An index would
 * do the same, but a flipped bit in a page of H2's could hide an event behind it; here an event that is lost is missed.
 */
final class EventRows implements AutoCloseable {

    private static final String SELECT =
            "SELECT id, " + EventRow.COLUMNS + ", (SELECT name FROM device WHERE device.id = device_id) FROM event";
    private static final int PAGE = 256;

    private final PreparedStatement one;
    private final PreparedStatement page;
    private final EventTally tally;
    private final Set<Integer> erased;

    /**
     * Of a database.
     *
     * @param tally up to the newest event that may be seen
     * @param erased numbers of devices whose events are passed over
     */
    EventRows(Connection connection, EventTally tally, Set<Integer> erased) throws SQLException {
        this.erased = erased;
        this.one = connection.prepareStatement(SELECT + " WHERE id = ?");
        this.page = connection.prepareStatement(SELECT + " WHERE id BETWEEN ? AND ? ORDER BY id DESC");
        this.tally = tally;
    }

    /**
     * The newest so many events that fit, ascending by number.
     *
     * @param newest of each device of the query, the number of its newest event, 0 if there is none
     */
    List<NumberedEvent> newest(EventQuery query, Map<DeviceId, Long> newest, int limit) throws SQLException {
        List<NumberedEvent> events = new ArrayList<>();
        if (query.devices().isEmpty()) {
            addNewest(query.range(), limit, events);
        }
        for (Map.Entry<DeviceId, Long> device : newest.entrySet()) {
            addNewestOf(device.getKey(), device.getValue(), query.range(), limit, events);
        }
        events.sort(Comparator.comparingLong(NumberedEvent::number));
        return events.subList(Math.max(0, events.size() - limit), events.size());
    }

    private void addNewest(TimeRange range, int limit, List<NumberedEvent> events) throws SQLException {
        long first = firstReaching(range.fromMicros());
        long to = firstReaching(tally.afterAnySettingBack(range.toMicros())) - 1;
        while (to >= first && events.size() < limit) {
            long from = Math.max(first, to - PAGE + 1);
            addPage(from, to, range, events);
            to = from - 1;
        }
    }

    private void addPage(long from, long to, TimeRange range, List<NumberedEvent> events) throws SQLException {
        page.setLong(1, from);
        page.setLong(2, to);
        long expected = to;
        try (ResultSet rows = page.executeQuery()) {
            for (; rows.next(); expected--) {
                NumberedEvent event = event(rows).event();
                if (event.number() != expected) {
                    throw lost(expected);
                }
                if (range.contains(event.event().timeMicros()) && event.event().type() != Event.Type.ERASED) {
                    events.add(event);
                }
            }
        }
        if (expected >= from) {
            throw lost(expected);
        }
    }

    /** The first event that is as late as a time, or the number behind the last if there is none. */
    private long firstReaching(long time) throws SQLException {
        if (time > tally.latest()) {
            return tally.last() + 1;
        }
        long low = 1;
        long high = tally.last();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (read(middle).latest() >= time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void addNewestOf(DeviceId device, long newest, TimeRange range, int limit, List<NumberedEvent> events)
            throws SQLException {
        int enough = events.size() + limit;
        for (long number = newest; number > 0 && events.size() < enough; ) {
            StoredEvent stored = readOf(device, number);
            if (stored.latest() < range.fromMicros()) {
                break; // And so is all that was before.
            }
            if (range.contains(stored.event().event().timeMicros())) {
                events.add(stored.event());
            }
            number = stored.previous();
        }
    }

    /**
     * An event that must be of a device.
     *
     * @throws DamagedRowException if it is not, or lost
     */
    StoredEvent readOf(DeviceId device, long number) throws SQLException {
        StoredEvent stored = read(number);
        if (stored.event().event().device().filter(device::equals).isEmpty()) {
            throw new DamagedRowException("event " + number + " is not of device " + device);
        }
        return stored;
    }

    private StoredEvent read(long number) throws SQLException {
        one.setLong(1, number);
        try (ResultSet row = one.executeQuery()) {
            if (!row.next()) {
                throw lost(number);
            }
            return event(row);
        }
    }

    private static DamagedRowException lost(long number) {
        return new DamagedRowException("event " + number + " is lost");
    }

    private StoredEvent event(ResultSet row) throws SQLException {
        EventRow read = EventRow.read(row);
        String name = row.getString(10);
        if ("".equals(name) || read.isErased() || (read.device() != null && erased.contains(read.device()))) {
            NumberedEvent left = new NumberedEvent(read.number(), StoredEvent.erased(read.time()));
            return new StoredEvent(left, read.latest(), null, 0);
        }
        Optional<DeviceId> device = Optional.ofNullable(name).map(DeviceId::new);
        if (device.isPresent() != (read.device() != null)) {
            throw new DamagedRowException(
                    "event " + read.number() + " is of device " + read.device() + ", which is lost");
        }
        Event event = new Event(read.time(), device, Event.Type.ofCode(read.type()), read.reason(), read.detail());
        return new StoredEvent(new NumberedEvent(read.number(), event), read.latest(), null, read.previous());
    }

    @Override
    public void close() throws SQLException {
        try (one) {
            page.close();
        }
    }
}
