package hub.store.h2;

import hub.entry.EntryCodec;
import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.ReadingStore.NumberedEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the catalogue from the database at start-up. */
final class CatalogueLoader {

    private final Connection connection;
    private final Catalogue catalogue;
    private final Map<Integer, DeviceState> byNumber = new HashMap<>();

    CatalogueLoader(Connection connection, Catalogue catalogue) {
        this.connection = connection;
        this.catalogue = catalogue;
    }

    void load() throws SQLException {
        forEach(
                "SELECT d.id, d.name, d.profile, d.last_received, e.id, e.time, e.type, e.reason, e.detail"
                        + " FROM device d LEFT JOIN event e ON e.id = d.last_state ORDER BY d.id",
                this::addDevice);
        forEach(
                "SELECT device_id, epoch, seq FROM mark ORDER BY device_id, used",
                row -> device(row.getInt(1)).mark(row.getLong(2), row.getLong(3)));
        forEach("SELECT id, device_id, metric, unit, last_time, last_value FROM series ORDER BY id", this::addSeries);
    }

    private void addDevice(ResultSet row) throws SQLException {
        DeviceState device = catalogue.restoreDevice(row.getInt(1), new DeviceId(row.getString(2)));
        byNumber.put(device.number, device);
        String profile = row.getString(3);
        if (profile != null) {
            device.profile = EntryCodec.hello(profile);
        }
        long received = row.getLong(4);
        if (!row.wasNull()) {
            device.received(received);
        }
        long event = row.getLong(5);
        if (!row.wasNull()) {
            device.lastState = new NumberedEvent(
                    event,
                    new Event(
                            row.getLong(6),
                            Optional.of(device.id),
                            Event.Type.ofCode(row.getInt(7)),
                            row.getString(8),
                            row.getString(9)));
        }
    }

    private void addSeries(ResultSet row) throws SQLException {
        catalogue.restoreSeries(
                row.getInt(1),
                device(row.getInt(2)),
                new Metric(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                Double.longBitsToDouble(row.getLong(6)));
    }

    private DeviceState device(int number) {
        return Objects.requireNonNull(byNumber.get(number), "the database's foreign keys");
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void forEach(String sql, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}
