package hub.store.h2;

import hub.store.h2.FrozenHead.FrozenErasure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What stays of devices that are erased: a row without a name, and rows of their series without a metric, since numbers have no
 * gap. While such a device has chunks or events, {@link Erasing} and {@link Maintenance#erasures} take these away.
 */
final class Tombstones {

    static final String UPDATE = "UPDATE device SET name = ?, profile = ?, state = ?, row_check = ? WHERE id = ?";

    private static final String INSERT =
            "INSERT INTO device (name, profile, state, row_check, id) VALUES (?, ?, ?, ?, ?)";
    private static final String INSERT_SERIES =
            "INSERT INTO series (device_id, metric, unit, row_check, id) VALUES (?, ?, ?, ?, ?)";
    private static final String UPDATE_SERIES =
            "UPDATE series SET device_id = ?, metric = ?, unit = ?, row_check = ? WHERE id = ?";

    private Tombstones() {}

    /** Writes them over the rows of the devices, if these have any yet. */
    static void write(Connection connection, List<FrozenErasure> all, Pace pace) throws SQLException {
        try (RowBatch insert = new RowBatch(connection, INSERT);
                RowBatch update = new RowBatch(connection, UPDATE);
                RowBatch insertSeries = new RowBatch(connection, INSERT_SERIES);
                RowBatch updateSeries = new RowBatch(connection, UPDATE_SERIES)) {
            for (FrozenErasure erased : all) {
                add(erased.state().stored ? update : insert, erased.state().number, erased.newestEvent());
                for (SeriesState series : erased.series()) {
                    addSeries(series.stored ? updateSeries : insertSeries, series);
                }
                pace.breathe();
            }
            insert.flush();
            update.flush();
            insertSeries.flush();
            updateSeries.flush();
        }
    }

    /** @param newestEvent of the device's events that are still there, the number of the newest; 0 if there is none */
    static void add(RowBatch rows, int number, long newestEvent) throws SQLException {
        byte[] state = DeviceStateCodec.encodeErased(newestEvent);
        rows.add(
                "", null, state, FoldWriter.deviceCheck(number, "", null, state).value(), number);
    }

    private static void addSeries(RowBatch rows, SeriesState series) throws SQLException {
        int device = series.device.number;
        rows.add(
                device,
                "",
                "",
                FoldWriter.seriesCheck(series.number, device, "", "").value(),
                series.number);
    }
}
