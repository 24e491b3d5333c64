package hub.store.h2;

import hub.store.StoreException;
import hub.store.TimeRange;
import hub.store.chunk.ChunkCodec;
import hub.store.chunk.ChunkColumns;
import hub.store.chunk.CorruptChunkException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The chunks that one query may see: those that were folded when it began. */
final class ChunkRows implements AutoCloseable {

    private final Connection connection;
    private final long lastVisible;
    private final PreparedStatement ofSeries;
    private final PreparedStatement payload;

    ChunkRows(Connection connection, long lastVisible) {
        this.connection = connection;
        this.lastVisible = lastVisible;
        try {
            this.ofSeries = connection.prepareStatement("SELECT id, min_time FROM chunk WHERE series_id = ?"
                    + " AND max_time >= ? AND min_time < ? AND id <= ? ORDER BY min_time, id");
            this.payload = connection.prepareStatement("SELECT payload FROM chunk WHERE id = ?");
        } catch (SQLException e) {
            throw new StoreException("query cannot be prepared: " + e.getMessage(), e);
        }
    }

    /** Where a chunk is and when it begins. */
    record Ref(long id, long minTime) {}

    /** The chunks of a series that may have readings in the range, ascending by their first time. */
    List<Ref> find(int series, TimeRange range) {
        try {
            ofSeries.setInt(1, series);
            ofSeries.setLong(2, range.fromMicros());
            ofSeries.setLong(3, range.toMicros());
            ofSeries.setLong(4, lastVisible);
            List<Ref> refs = new ArrayList<>();
            try (ResultSet rows = ofSeries.executeQuery()) {
                while (rows.next()) {
                    refs.add(new Ref(rows.getLong(1), rows.getLong(2)));
                }
            }
            return refs;
        } catch (SQLException e) {
            throw new StoreException("chunks of series " + series + " cannot be found: " + e.getMessage(), e);
        }
    }

    /** The readings of a chunk. */
    Columns read(Ref ref) {
        try {
            payload.setLong(1, ref.id());
            try (ResultSet rows = payload.executeQuery()) {
                if (!rows.next()) {
                    throw new StoreException("chunk " + ref.id() + " is gone");
                }
                ChunkColumns columns = new ChunkColumns();
                int count = ChunkCodec.decode(rows.getBytes(1), columns);
                return new Columns(columns.times(), columns.values(), count);
            }
        } catch (SQLException | CorruptChunkException e) {
            throw new StoreException("chunk " + ref.id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            ofSeries.close();
            payload.close();
        } catch (SQLException e) {
            throw new StoreException("query cannot be closed: " + e.getMessage(), e);
        }
    }
}
