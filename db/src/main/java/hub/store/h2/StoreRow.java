package hub.store.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The one row that says what is in the database.
 *
 * @param position the journal position up to which it is folded
 * @param lastChunk the highest chunk id ever given
 * @param events those in it
 * @param devices how many
 * @param series how many
 * @param chunks how many
 * @param chunkDigest the sum of their digests
 */
record StoreRow(
        long position, long lastChunk, EventTally events, int devices, int series, long chunks, long chunkDigest) {

    private static final StoreRow EMPTY = new StoreRow(0, 0, EventTally.NONE, 0, 0, 0, 0);

    /** Reads the row; of a database that was just created, that there is nothing. */
    static StoreRow read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT position, last_chunk, last_event,"
                                + " latest_event, set_back, devices, series, chunks, chunk_digest, row_check FROM store WHERE id = 1")) {
            if (!row.next()) {
                return EMPTY;
            }
            StoreRow read = new StoreRow(
                    row.getLong(1),
                    row.getLong(2),
                    new EventTally(row.getLong(3), row.getLong(4), row.getLong(5)),
                    row.getInt(6),
                    row.getInt(7),
                    row.getLong(8),
                    row.getLong(9));
            read.check().require(row.getInt(10), "the row of table store");
            return read;
        }
    }

    void write(Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("MERGE INTO store (id, position, last_chunk,"
                + " last_event, latest_event, set_back, devices, series, chunks, chunk_digest, row_check) KEY (id)"
                + " VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            row.setLong(1, position);
            row.setLong(2, lastChunk);
            row.setLong(3, events.last());
            row.setLong(4, events.latest());
            row.setLong(5, events.setBack());
            row.setInt(6, devices);
            row.setInt(7, series);
            row.setLong(8, chunks);
            row.setLong(9, chunkDigest);
            row.setInt(10, check().value());
            row.executeUpdate();
        }
    }

    private RowCheck check() {
        return new RowCheck()
                .add(position)
                .add(lastChunk)
                .add(events.last())
                .add(events.latest())
                .add(events.setBack())
                .add(devices)
                .add(series)
                .add(chunks)
                .add(chunkDigest);
    }
}
