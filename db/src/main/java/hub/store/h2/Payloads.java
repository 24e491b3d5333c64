package hub.store.h2;

import hub.store.StoreException;
import hub.store.chunk.Chunk;
import hub.store.chunk.CorruptChunkException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks for one question, which may ask for a chunk once for each of its series: the last few are kept.
 *
 * <p>Holds a connection from the first read until it is closed: that halves what a read costs.
 */
final class Payloads implements AutoCloseable {

    /**
     * Enough for all chunks of a device that a merge joins; a chunk is 50 KB or so. With a small heap less: a hundred questions may
     * be under way, and all of them keep an eighth of it at most.
     */
    private static final long MAX_KEPT_BYTES =
            Math.max(128 << 10, Math.min(4 << 20, Runtime.getRuntime().maxMemory() / 1_024));

    private final Database database;
    private final ReadCounters reads;
    private final LinkedHashMap<Long, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int keptBytes;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement select;

    /** @param reads counts what is read */
    Payloads(Database database, ReadCounters reads) {
        this.database = database;
        this.reads = reads;
    }

    private record Kept(Chunk chunk, int bytes) {}

    /** @throws StoreException if the chunk is damaged, or was given up because the question took too long */
    Chunk read(ChunkRef ref) {
        Kept known = kept.get(ref.id());
        if (known != null) {
            return known.chunk();
        }
        try {
            byte[] payload = payload(ref);
            reads.chunk();
            Chunk chunk = Chunk.parse(payload);
            requireSame(ref, chunk);
            keep(ref, new Kept(chunk, payload.length));
            return chunk;
        } catch (SQLException e) {
            throw new StoreException("chunk " + ref.id() + " cannot be read: " + e.getMessage(), e);
        } catch (CorruptChunkException e) {
            throw ChunkBlocks.damaged(ref, e);
        }
    }

    /** A series of a chunk is opened to be decoded. */
    void countColumn() {
        reads.column();
    }

    private static void requireSame(ChunkRef ref, Chunk chunk) {
        long minTime = Long.MAX_VALUE;
        long maxTime = Long.MIN_VALUE;
        for (int column = 0; column < chunk.columns(); column++) {
            minTime = Math.min(minTime, chunk.summary(column).minTime());
            maxTime = Math.max(maxTime, chunk.summary(column).maxTime());
        }
        if (minTime != ref.minTime() || maxTime != ref.maxTime() || chunk.readings() != ref.readings()) {
            throw new StoreException("chunk " + ref.id() + " holds " + chunk.readings() + " readings from " + minTime
                    + " to " + maxTime + ", its row says " + ref + ": the payload is another chunk's");
        }
    }

    private void keep(ChunkRef ref, Kept chunk) {
        kept.put(ref.id(), chunk);
        keptBytes += chunk.bytes();
        var oldest = kept.entrySet().iterator();
        while (keptBytes > MAX_KEPT_BYTES && kept.size() > 1) {
            Map.Entry<Long, Kept> gone = oldest.next();
            keptBytes -= gone.getValue().bytes();
            oldest.remove();
        }
    }

    private byte[] payload(ChunkRef ref) throws SQLException {
        PreparedStatement statement = statement();
        statement.setLong(1, ref.id());
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new StoreException("chunk " + ref.id() + " is gone: the question took longer than " + Pins.MAX_AGE
                        + ", and the chunk was merged or has expired meanwhile; ask again");
            }
            return rows.getBytes(1);
        }
    }

    private PreparedStatement statement() throws SQLException {
        PreparedStatement known = select;
        if (known == null) {
            Connection opened = database.reader();
            connection = opened;
            known = opened.prepareStatement("SELECT payload FROM payload WHERE id = ?");
            select = known;
        }
        return known;
    }

    /** Gives the connection back; the next read takes another. */
    @Override
    public void close() {
        Connection held = connection;
        connection = null;
        select = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException e) {
                throw new StoreException("a connection cannot be given back: " + e.getMessage(), e);
            }
        }
    }
}
