package hub.store.h2;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.store.EventQuery;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads events from the database. */
final class EventRows {

    private static final String COLUMNS =
            "SELECT e.id, e.time, d.name, e.type, e.reason, e.detail, e.device_id, e.row_check FROM event e"
                    + " LEFT JOIN device d ON d.id = e.device_id";
    private static final String SELECT = COLUMNS + " WHERE e.id <= ? AND e.time >= ? AND e.time < ?";
    private static final String OF_ALL = SELECT + " ORDER BY e.id DESC LIMIT ?";

    /** The event of one number. */
    static final String BY_NUMBER = COLUMNS + " WHERE e.id = ?";

    // In the order of the index, so that H2 ends at the limit.
    private static final String OF_DEVICE =
            SELECT + " AND e.device_id = ? ORDER BY e.device_id DESC, e.id DESC LIMIT ?";

    private EventRows() {}

    /**
     * The newest so many events that fit, ascending by number.
     *
     * @param devices the numbers of the query's devices, as far as they are known
     */
    static List<NumberedEvent> read(
            Connection connection, EventQuery query, List<Integer> devices, int limit, long lastVisible) {
        boolean all = query.devices().isEmpty();
        try (PreparedStatement select = connection.prepareStatement(all ? OF_ALL : OF_DEVICE)) {
            select.setLong(1, lastVisible);
            select.setLong(2, query.range().fromMicros());
            select.setLong(3, query.range().toMicros());
            select.setInt(all ? 4 : 5, limit);
            List<NumberedEvent> events = new ArrayList<>();
            if (all) {
                addEvents(select, events);
            }
            for (int device : devices) {
                select.setInt(4, device);
                addEvents(select, events);
            }
            events.sort(Comparator.comparingLong(NumberedEvent::number));
            return events.subList(Math.max(0, events.size() - limit), events.size());
        } catch (SQLException e) {
            throw new StoreException("events cannot be read: " + e.getMessage(), e);
        }
    }

    private static void addEvents(PreparedStatement select, List<NumberedEvent> events) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(event(rows));
            }
        }
    }

    /** The event in a row of these queries. */
    static NumberedEvent event(ResultSet row) throws SQLException {
        long number = row.getLong(1);
        long time = row.getLong(2);
        int type = row.getInt(4);
        String reason = row.getString(5);
        String detail = row.getString(6);
        int device = row.getInt(7);
        Integer known = row.wasNull() ? null : device;
        FoldWriter.eventCheck(number, time, known, type, reason, detail)
                .require(row.getInt(8), "the row of event " + number);
        Optional<DeviceId> id = Optional.ofNullable(row.getString(3)).map(DeviceId::new);
        if (id.isPresent() != (known != null)) {
            throw new DamagedRowException("event " + number + " is of device " + known + ", which is lost");
        }
        return new NumberedEvent(number, new Event(time, id, Event.Type.ofCode(type), reason, detail));
    }
}
