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

/**
 * The chunks that one query may see: those that were folded when it began.
 *
 * <p>No connection is held between two calls, so any number of slow readers leave enough for the others.
 */
final class ChunkRows {

    private static final String OF_SERIES = "SELECT id, min_time FROM chunk WHERE series_id = ?"
            + " AND max_time >= ? AND min_time < ? AND id <= ? ORDER BY min_time, id";

    private final Database database;
    private final long lastVisible;

    ChunkRows(Database database, long lastVisible) {
        this.database = database;
        this.lastVisible = lastVisible;
    }

    /** Where a chunk is and when it begins. */
    record Ref(long id, long minTime) {}

    /** For each series the chunks that may have readings in the range, ascending by their first time. */
    List<List<Ref>> find(List<Integer> seriesNumbers, TimeRange range) {
        if (seriesNumbers.isEmpty()) {
            return List.of();
        }
        try (Connection connection = database.reader();
                PreparedStatement ofSeries = connection.prepareStatement(OF_SERIES)) {
            ofSeries.setLong(2, range.fromMicros());
            ofSeries.setLong(3, range.toMicros());
            ofSeries.setLong(4, lastVisible);
            List<List<Ref>> found = new ArrayList<>(seriesNumbers.size());
            for (int series : seriesNumbers) {
                ofSeries.setInt(1, series);
                found.add(refs(ofSeries));
            }
            return found;
        } catch (SQLException e) {
            throw new StoreException("chunks cannot be found: " + e.getMessage(), e);
        }
    }

    private static List<Ref> refs(PreparedStatement ofSeries) throws SQLException {
        List<Ref> refs = new ArrayList<>();
        try (ResultSet rows = ofSeries.executeQuery()) {
            while (rows.next()) {
                refs.add(new Ref(rows.getLong(1), rows.getLong(2)));
            }
        }
        return refs;
    }

    /** The readings of a chunk. */
    Columns read(Ref ref) {
        try {
            ChunkColumns columns = new ChunkColumns();
            int count = ChunkCodec.decode(payload(ref), columns);
            if (columns.times()[0] != ref.minTime()) {
                throw new StoreException("chunk " + ref.id() + " begins at " + columns.times()[0] + ", its row says "
                        + ref.minTime() + ": the payload is another chunk's");
            }
            return new Columns(columns.times(), columns.values(), count);
        } catch (SQLException | CorruptChunkException e) {
            throw new StoreException("chunk " + ref.id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] payload(Ref ref) throws SQLException {
        try (Connection connection = database.reader();
                PreparedStatement select = connection.prepareStatement("SELECT payload FROM chunk WHERE id = ?")) {
            select.setLong(1, ref.id());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new StoreException("chunk " + ref.id() + " is gone");
                }
                return rows.getBytes(1);
            }
        }
    }
}
