package hub.store.h2;

import hub.protocol.message.DeviceMessageWriter;
import hub.store.chunk.SeriesColumn;
import hub.store.h2.FrozenHead.FrozenDevice;
import hub.store.h2.FrozenHead.FrozenSeries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a frozen head into the database: devices with their marks, series, chunks, events and the journal position, all
 * in the caller's transaction.
 */
final class FoldWriter {

    private final Connection connection;
    private final FrozenHead head;
    private final Pace pace;
    private final Map<DeviceState, DeviceChunks> chunks = new HashMap<>();

    FoldWriter(Connection connection, FrozenHead head, Pace pace) {
        this.connection = connection;
        this.head = head;
        this.pace = pace;
    }

    /**
     * What a fold has written.
     *
     * @param chunks of each device that got more, all that it has now
     */
    record Written(StoreRow row, Map<DeviceState, DeviceChunks> chunks) {}

    /** Writes all of it. */
    Written write(StoreRow before) throws SQLException {
        writeDevices();
        writeSeries();
        Tombstones.write(connection, head.erased(), pace);
        writeEvents();
        try (ChunkWriter writer = new ChunkWriter(connection, before, pace)) {
            for (FrozenDevice device : head.devices()) {
                writeReadings(writer, device);
            }
            StoreRow row = writer.finish(
                    new StoreRow(head.position(), 0, head.tally(), head.lastDevice(), head.lastSeries(), 0, 0));
            row.write(connection);
            return new Written(row, chunks);
        }
    }

    private void writeDevices() throws SQLException {
        try (RowBatch insert = new RowBatch(
                        connection, "INSERT INTO device (name, profile, state, row_check, id) VALUES (?, ?, ?, ?, ?)");
                RowBatch update = new RowBatch(
                        connection, "UPDATE device SET name = ?, profile = ?, state = ?, row_check = ? WHERE id = ?")) {
            for (FrozenDevice frozen : head.devices()) {
                int number = frozen.state().number;
                String name = frozen.record().id().value();
                String profile = frozen.record()
                        .profile()
                        .map(DeviceMessageWriter::write)
                        .orElse(null);
                byte[] state = DeviceStateCodec.encode(frozen.record(), frozen.events(), frozen.newest());
                RowBatch rows = frozen.state().stored ? update : insert;
                rows.add(
                        name,
                        profile,
                        state,
                        deviceCheck(number, name, profile, state).value(),
                        number);
                pace.breathe();
            }
            insert.flush();
            update.flush();
        }
    }

    static RowCheck deviceCheck(int number, String name, @Nullable String profile, byte[] state) {
        return new RowCheck().add(number).add(name).add(profile).add(state);
    }

    private void writeSeries() throws SQLException {
        try (RowBatch insert = new RowBatch(
                connection, "INSERT INTO series (id, device_id, metric, unit, row_check) VALUES (?, ?, ?, ?, ?)")) {
            for (FrozenDevice device : head.devices()) {
                for (SeriesState added : device.added()) {
                    int check = seriesCheck(added.number, added.device.number, added.metric.name(), added.unit)
                            .value();
                    insert.add(added.number, added.device.number, added.metric.name(), added.unit, check);
                }
            }
            insert.flush();
        }
    }

    static RowCheck seriesCheck(int number, int device, String metric, String unit) {
        return new RowCheck().add(number).add(device).add(metric).add(unit);
    }

    private void writeReadings(ChunkWriter writer, FrozenDevice device) throws SQLException {
        List<SeriesColumn> columns = new ArrayList<>(device.readings().size());
        for (FrozenSeries frozen : device.readings()) {
            Columns sorted = frozen.readings().sorted();
            columns.add(new SeriesColumn(frozen.state().number, sorted.times(), sorted.values(), 0, sorted.size()));
        }
        columns.sort((a, b) -> Integer.compare(a.series(), b.series()));
        List<ChunkRef> added = new ArrayList<>();
        for (List<SeriesColumn> part : ChunkCutter.cut(columns)) {
            added.add(writer.add(device.state().number, part));
        }
        if (!added.isEmpty()) {
            chunks.put(device.state(), device.state().chunks.with(added));
        }
    }

    private void writeEvents() throws SQLException {
        try (RowBatch insert = new RowBatch(
                connection, "INSERT INTO event (id, " + EventRow.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (StoredEvent stored : head.events()) {
                EventRow.of(stored).insert(insert);
                pace.breathe();
            }
            insert.flush();
        }
    }
}
