package hub.store.h2;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessageWriter;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.chunk.ChunkCodec;
import hub.store.chunk.ChunkSummary;
import hub.store.h2.FrozenHead.FrozenDevice;
import hub.store.h2.FrozenHead.FrozenSeries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a frozen head into the database: devices, marks, series, chunks, events and the journal position, all in the
 * caller's transaction. Running it again gives the same rows.
 */
final class FoldWriter {

    /** Small enough to be decoded for one bucket, large enough that a row costs little. */
    static final int MAX_CHUNK_READINGS = 1_024;

    private final Connection connection;
    private final FrozenHead head;
    private final Map<DeviceId, Integer> deviceNumbers = new HashMap<>();
    private long nextChunk;

    FoldWriter(Connection connection, FrozenHead head) {
        this.connection = connection;
        this.head = head;
        head.devices().forEach(device -> deviceNumbers.put(device.device().id(), device.number()));
        this.nextChunk = head.firstChunk();
    }

    /** Writes all of it and returns the id of the last chunk. */
    long write() throws SQLException {
        writeDevices();
        writeMarks();
        writeSeries();
        writeChunks();
        writeEvents();
        try (PreparedStatement fold =
                connection.prepareStatement("UPDATE fold SET position = ?, last_chunk = ?, last_event = ?")) {
            fold.setLong(1, head.position());
            fold.setLong(2, nextChunk - 1);
            fold.setLong(3, head.lastEvent());
            fold.executeUpdate();
        }
        return nextChunk - 1;
    }

    private void writeDevices() throws SQLException {
        try (RowBatch devices = new RowBatch(
                connection,
                "MERGE INTO device (id, name, profile, last_received, last_state) KEY (id) VALUES (?, ?, ?, ?, ?)")) {
            for (FrozenDevice frozen : head.devices()) {
                devices.add(
                        frozen.number(),
                        frozen.device().id().value(),
                        frozen.device()
                                .profile()
                                .map(DeviceMessageWriter::write)
                                .orElse(null),
                        frozen.device().lastReceivedMicros().isPresent()
                                ? frozen.device().lastReceivedMicros().getAsLong()
                                : null,
                        frozen.lastState() == 0 ? null : frozen.lastState());
            }
            devices.flush();
        }
    }

    private void writeMarks() throws SQLException {
        try (RowBatch delete = new RowBatch(connection, "DELETE FROM mark WHERE device_id = ?");
                RowBatch insert = new RowBatch(
                        connection, "INSERT INTO mark (device_id, epoch, seq, used) VALUES (?, ?, ?, ?)")) {
            for (FrozenDevice frozen : head.devices()) {
                delete.add(frozen.number());
            }
            delete.flush();
            for (FrozenDevice frozen : head.devices()) {
                List<ResumePoint> resume = frozen.device().resume();
                for (int i = 0; i < resume.size(); i++) {
                    insert.add(
                            frozen.number(),
                            resume.get(i).epoch(),
                            resume.get(i).seq(),
                            resume.size() - i);
                }
            }
            insert.flush();
        }
    }

    private void writeSeries() throws SQLException {
        try (RowBatch series = new RowBatch(
                connection,
                "MERGE INTO series (id, device_id, metric, unit, last_time, last_value) KEY (id)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (FrozenSeries frozen : head.series()) {
                SeriesRecord row = frozen.row();
                series.add(
                        row.number(),
                        frozen.deviceNumber(),
                        row.metric().name(),
                        row.unit(),
                        row.lastTimeMicros(),
                        Double.doubleToRawLongBits(row.lastValue()));
            }
            series.flush();
        }
    }

    private void writeChunks() throws SQLException {
        try (RowBatch chunks = new RowBatch(
                connection,
                "MERGE INTO chunk (id, series_id, min_time, max_time, readings, min_value, max_value, sum_value,"
                        + " first_value, last_value, payload) KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (FrozenSeries frozen : head.series()) {
                Columns columns = frozen.readings().sorted();
                for (int from = 0; from < columns.size(); from += MAX_CHUNK_READINGS) {
                    int to = Math.min(from + MAX_CHUNK_READINGS, columns.size());
                    addChunk(chunks, frozen.row().number(), columns, from, to);
                }
            }
            chunks.flush();
        }
    }

    private void addChunk(RowBatch chunks, int series, Columns columns, int from, int to) throws SQLException {
        ChunkSummary summary = ChunkSummary.of(columns.times(), columns.values(), from, to);
        chunks.add(
                nextChunk++,
                series,
                summary.minTime(),
                summary.maxTime(),
                summary.count(),
                summary.min(),
                summary.max(),
                summary.sum(),
                summary.first(),
                summary.last(),
                ChunkCodec.encode(columns.times(), columns.values(), from, to));
    }

    private void writeEvents() throws SQLException {
        try (RowBatch events = new RowBatch(
                connection,
                "MERGE INTO event (id, time, device_id, type, reason, detail) KEY (id) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (NumberedEvent numbered : head.events()) {
                Event event = numbered.event();
                events.add(
                        numbered.number(),
                        event.timeMicros(),
                        event.device().map(deviceNumbers::get).orElse(null),
                        event.type().code(),
                        event.reason(),
                        event.detail());
            }
            events.flush();
        }
    }
}
