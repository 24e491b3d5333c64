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
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads events from the database. */
final class EventRows {

    private EventRows() {}

    /** The newest so many events that fit, ascending by number. */
    static List<NumberedEvent> read(Connection connection, EventQuery query, int limit, long lastVisible) {
        String devices = query.devices().isEmpty() ? "" : " AND d.name = ANY(?)";
        String sql = "SELECT e.id, e.time, d.name, e.type, e.reason, e.detail FROM event e"
                + " LEFT JOIN device d ON d.id = e.device_id"
                + " WHERE e.id <= ? AND e.time >= ? AND e.time < ?" + devices + " ORDER BY e.id DESC LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int parameter = 1;
            select.setLong(parameter++, lastVisible);
            select.setLong(parameter++, query.range().fromMicros());
            select.setLong(parameter++, query.range().toMicros());
            if (!query.devices().isEmpty()) {
                Object[] names = query.devices().stream().map(DeviceId::value).toArray();
                select.setArray(parameter++, connection.createArrayOf("VARCHAR", names));
            }
            select.setInt(parameter, limit);
            List<NumberedEvent> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(event(rows));
                }
            }
            Collections.reverse(events);
            return events;
        } catch (SQLException e) {
            throw new StoreException("events cannot be read: " + e.getMessage(), e);
        }
    }

    private static NumberedEvent event(ResultSet row) throws SQLException {
        return new NumberedEvent(
                row.getLong(1),
                new Event(
                        row.getLong(2),
                        Optional.ofNullable(row.getString(3)).map(DeviceId::new),
                        Event.Type.ofCode(row.getInt(4)),
                        row.getString(5),
                        row.getString(6)));
    }
}
