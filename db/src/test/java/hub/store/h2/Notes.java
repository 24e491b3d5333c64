package hub.store.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A table of its own in a database under test, with random bytes, and what should be in it. */
final class Notes {

    private final Database database;
    private final SplittableRandom random;
    final NavigableMap<Long, byte[]> expected = new TreeMap<>();
    private long last;

    Notes(Database database, long seed) {
        this.database = database;
        this.random = new SplittableRandom(seed);
        database.commitDurably(connection -> {
            execute(connection, "CREATE TABLE note (id BIGINT PRIMARY KEY, half BIGINT, bytes VARBINARY(100000))");
            execute(connection, "CREATE INDEX note_by_half ON note (half, id)");
            execute(connection, "CREATE TABLE touched (times BIGINT)");
            execute(connection, "INSERT INTO touched VALUES (0)");
            return 0;
        });
    }

    /** Adds rows of up to so many bytes, three quarters of it at least, in one transaction. */
    void add(int rows, int maxBytes) {
        replace(0, 0, rows, maxBytes);
    }

    /** Removes the rows from one to another, that one not included, and adds others, in one transaction. */
    void replace(long from, long to, int rows, int maxBytes) {
        Map<Long, byte[]> added = new TreeMap<>();
        for (int i = 0; i < rows; i++) {
            byte[] bytes = new byte[maxBytes - random.nextInt(maxBytes / 4 + 1)];
            random.nextBytes(bytes);
            added.put(++last, bytes);
        }
        database.commitDurably(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM note WHERE id >= ? AND id < ?");
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO note VALUES (?, ?, ?)")) {
                delete.setLong(1, from);
                delete.setLong(2, to);
                delete.executeUpdate();
                for (long id : added.keySet()) {
                    insert.setLong(1, id);
                    insert.setLong(2, id / 2);
                    insert.setBytes(3, added.get(id));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return 0;
        });
        expected.subMap(from, to).clear();
        expected.putAll(added);
    }

    /** Removes the rows from one to another, that one not included, in one transaction. */
    void remove(long from, long to) {
        replace(from, to, 0, 1);
    }

    /** A transaction that changes next to nothing. */
    void touch() {
        database.commitDurably(connection -> {
            execute(connection, "UPDATE touched SET times = times + 1");
            return 0;
        });
    }

    long last() {
        return last;
    }

    long bytes() {
        return expected.values().stream().mapToLong(bytes -> bytes.length).sum();
    }

    /** What is in the table, by the table and by its index. */
    static Map<Long, byte[]> read(Connection connection) throws SQLException {
        Map<Long, byte[]> read = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, bytes FROM note ORDER BY id")) {
            while (rows.next()) {
                read.put(rows.getLong(1), rows.getBytes(2));
            }
        }
        return read;
    }

    static Map<Long, byte[]> read(Database database) {
        try (Connection connection = database.reader()) {
            return read(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static boolean same(Map<Long, byte[]> some, Map<Long, byte[]> others) {
        return some.keySet().equals(others.keySet())
                && some.keySet().stream().allMatch(id -> Arrays.equals(some.get(id), others.get(id)));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
