package hub.benchmark.rival;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows by JDBC, inserted in batches of one statement. */
abstract class JdbcRows implements RowStore {

    private static final int GROUP = 1_000;

    private final Connection connection;
    private final PreparedStatement insert;
    private int waiting;

    JdbcRows(String url, String insert, String... preparations) throws SQLException {
        this.connection = DriverManager.getConnection(url);
        for (String preparation : preparations) {
            execute(preparation);
        }
        connection.setAutoCommit(false);
        this.insert = connection.prepareStatement(insert);
    }

    Connection connection() {
        return connection;
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void add(int series, long timeMillis, double value) throws SQLException {
        insert.setInt(1, series);
        insert.setLong(2, timeMillis);
        insert.setDouble(3, value);
        insert.addBatch();
        if (++waiting == GROUP) {
            flush();
        }
    }

    private void flush() throws SQLException {
        if (waiting > 0) {
            insert.executeBatch();
            waiting = 0;
        }
    }

    @Override
    public void commit() throws SQLException {
        flush();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
