package hub.store.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** One statement run for many rows, sent in groups so that memory stays bounded. */
final class RowBatch implements AutoCloseable {

    private static final int GROUP = 1_000;

    private final PreparedStatement statement;
    private int waiting;

    RowBatch(Connection connection, String sql) throws SQLException {
        this.statement = connection.prepareStatement(sql);
    }

    /** Adds a row: Integer, Long, Double, String, byte[] or null for each parameter. */
    void add(@Nullable Object... row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            if (row[i] == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, row[i]);
            }
        }
        statement.addBatch();
        if (++waiting == GROUP) {
            flush();
        }
    }

    /** Sends what waits. */
    void flush() throws SQLException {
        if (waiting > 0) {
            statement.executeBatch();
            waiting = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
