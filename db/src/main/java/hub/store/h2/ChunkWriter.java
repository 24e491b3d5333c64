package hub.store.h2;

import hub.store.chunk.ChunkEncoder;
import hub.store.chunk.SeriesColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes and removes chunks in one transaction, and keeps account of what the store's row has to say afterwards. */
final class ChunkWriter implements AutoCloseable {

    private final ChunkEncoder encoder = new ChunkEncoder();
    private final RowBatch chunks;
    private final RowBatch payloads;
    private final RowBatch gone;
    private final RowBatch garbage;
    private final Pace pace;
    private long lastChunk;
    private long count;
    private long digest;

    ChunkWriter(Connection connection, StoreRow before, Pace pace) throws SQLException {
        this.chunks = new RowBatch(
                connection,
                "INSERT INTO chunk (id, device_id, arrival, min_time, max_time, readings, row_check)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)");
        this.payloads = new RowBatch(connection, "INSERT INTO payload (id, payload) VALUES (?, ?)");
        this.gone = new RowBatch(connection, "DELETE FROM chunk WHERE id = ?");
        this.garbage = new RowBatch(connection, "INSERT INTO garbage (id) VALUES (?)");
        this.pace = pace;
        this.lastChunk = before.lastChunk();
        this.count = before.chunks();
        this.digest = before.chunkDigest();
    }

    /** Writes readings that came after all that is stored. */
    ChunkRef add(int device, List<SeriesColumn> columns) throws SQLException {
        return add(device, lastChunk + 1, columns);
    }

    /** Writes readings in the place of some that came earlier. */
    ChunkRef add(int device, long arrival, List<SeriesColumn> columns) throws SQLException {
        long minTime = Long.MAX_VALUE;
        long maxTime = Long.MIN_VALUE;
        for (SeriesColumn column : columns) {
            minTime = Math.min(minTime, column.times()[column.from()]);
            maxTime = Math.max(maxTime, column.times()[column.to() - 1]);
        }
        int readings = Math.toIntExact(ChunkCutter.readings(columns));
        ChunkRef ref = new ChunkRef(++lastChunk, arrival, minTime, maxTime, readings);
        chunks.add(
                ref.id(),
                device,
                arrival,
                minTime,
                maxTime,
                readings,
                check(device, ref).value());
        payloads.add(ref.id(), encoder.encode(columns));
        pace.breathe();
        count++;
        digest += ref.digest(device);
        return ref;
    }

    /** Removes a chunk; its payload stays until no question can read it any more. */
    void remove(int device, ChunkRef chunk) throws SQLException {
        gone.add(chunk.id());
        garbage.add(chunk.id());
        count--;
        digest -= chunk.digest(device);
    }

    static RowCheck check(int device, ChunkRef chunk) {
        return new RowCheck()
                .add(chunk.id())
                .add(device)
                .add(chunk.arrival())
                .add(chunk.minTime())
                .add(chunk.maxTime())
                .add(chunk.readings());
    }

    /** Sends what waits. Returns the store's row with these chunks, as it is otherwise. */
    StoreRow finish(StoreRow row) throws SQLException {
        chunks.flush();
        payloads.flush();
        gone.flush();
        garbage.flush();
        return new StoreRow(row.position(), lastChunk, row.events(), row.devices(), row.series(), count, digest);
    }

    @Override
    public void close() throws SQLException {
        try (chunks;
                payloads;
                gone) {
            garbage.close();
        }
    }
}
