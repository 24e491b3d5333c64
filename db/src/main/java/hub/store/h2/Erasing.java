package hub.store.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of erased devices out of the database, so many that one transaction does not take long.
 *
 * <p>The row of an event stays, with its time and nothing else, since events are found by numbers without a gap. They go the
 * newest first, and the device's row says which is the next: so after each transaction the rest is whole, and whoever
 * starts again goes on there.
 */
final class Erasing {

    /** Events of one transaction. */
    private static final int MAX_EVENTS = 1_000;

    private final Connection connection;
    private final Map<DeviceState, Long> newest = new HashMap<>();
    private int events;

    Erasing(Connection connection) {
        this.connection = connection;
    }

    /** Some of the devices with events, and of each the number of the newest event that is left, 0 if there is none. */
    Map<DeviceState, Long> run(List<DeviceState> erased) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT id, " + EventRow.COLUMNS + " FROM event WHERE id = ?");
                RowBatch update = new RowBatch(
                        connection,
                        "UPDATE event SET time = ?, device_id = ?, type = ?, reason = ?, detail = ?, latest = ?,"
                                + " previous = ?, row_check = ? WHERE id = ?");
                RowBatch rows = new RowBatch(
                        connection, "UPDATE device SET name = ?, profile = ?, state = ?, row_check = ? WHERE id = ?")) {
            for (DeviceState device : erased) {
                if (device.lastEvent != 0 && events < MAX_EVENTS) {
                    long left = erase(device, select, update);
                    newest.put(device, left);
                    Tombstones.add(rows, device.number, left);
                }
            }
            update.flush();
            rows.flush();
        }
        return newest;
    }

    private long erase(DeviceState device, PreparedStatement select, RowBatch update) throws SQLException {
        long next = device.lastEvent;
        for (; next != 0 && events < MAX_EVENTS; events++) {
            EventRow row = read(select, next);
            @Nullable Integer of = row.device();
            if (of == null || of != device.number) {
                throw new DamagedRowException("event " + next + " is not of device " + device.number);
            }
            row.erased().update(update);
            next = row.previous();
        }
        return next;
    }

    private static EventRow read(PreparedStatement select, long number) throws SQLException {
        select.setLong(1, number);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new DamagedRowException("event " + number + " is lost");
            }
            return EventRow.read(row);
        }
    }
}
