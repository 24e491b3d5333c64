package hub.store.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads which chunks there are. */
final class ChunkList {

    private static final int FETCH = 1_000;

    private ChunkList() {}

    /**
     * The chunks of each device, by its number.
     *
     * @throws DamagedRowException if they are not those that the store's row speaks of
     */
    static Map<Integer, DeviceChunks> read(Connection connection, StoreRow expected) throws SQLException {
        Map<Integer, List<ChunkRef>> found = new HashMap<>();
        long count = 0;
        long digest = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(
                    "SELECT id, device_id, arrival, min_time, max_time, readings, row_check FROM chunk")) {
                while (row.next()) {
                    ChunkRef chunk =
                            new ChunkRef(row.getLong(1), row.getLong(3), row.getLong(4), row.getLong(5), row.getInt(6));
                    int device = row.getInt(2);
                    ChunkWriter.check(device, chunk).require(row.getInt(7), "the row of chunk " + chunk.id());
                    found.computeIfAbsent(device, first -> new ArrayList<>()).add(chunk);
                    count++;
                    digest += chunk.digest(device);
                }
            }
        }
        if (count != expected.chunks() || digest != expected.chunkDigest()) {
            throw new DamagedRowException("there are " + count + " chunks, there should be " + expected.chunks()
                    + (count == expected.chunks() ? " others" : ""));
        }
        Map<Integer, DeviceChunks> chunks = new HashMap<>();
        found.forEach((device, refs) -> chunks.put(device, DeviceChunks.of(refs)));
        return chunks;
    }
}
