package hub.store.h2;

import hub.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;

/** The H2 database file: opened with the settings that durability needs, migrated, and forced on demand. */
final class Database implements AutoCloseable {

    /**
     * WRITE_DELAY=0 makes CHECKPOINT SYNC safe; it is a setting of the opener, so it stands in every URL. The hub
     * closes the database itself: H2's own shutdown hook would run beside it.
     */
    private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";

    private static final Map<String, String> ASSERTED = Map.of("WRITE_DELAY", "0");
    private static final int MAX_CONNECTIONS = 64;

    private final Path file;
    private final JdbcConnectionPool pool;
    private final Connection writer;

    private Database(Path file, JdbcConnectionPool pool, Connection writer) {
        this.file = file;
        this.pool = pool;
        this.writer = writer;
    }

    /**
     * Opens or creates a database.
     *
     * @param path without the ending that H2 adds
     */
    static Database open(Path path) {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + path.toAbsolutePath() + SETTINGS, "sa", "");
        pool.setMaxConnections(MAX_CONNECTIONS);
        try {
            migrate(pool);
            Connection writer = pool.getConnection();
            writer.setAutoCommit(false);
            assertSettings(writer);
            return new Database(Path.of(path + ".mv.db"), pool, writer);
        } catch (SQLException | FlywayException e) {
            pool.dispose();
            throw new StoreException("database " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void migrate(JdbcConnectionPool pool) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    private static void assertSettings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT setting_name, setting_value FROM information_schema.settings")) {
            while (rows.next()) {
                String expected = ASSERTED.get(rows.getString(1));
                if (expected != null && !expected.equals(rows.getString(2))) {
                    throw new StoreException("H2 runs with " + rows.getString(1) + "=" + rows.getString(2)
                            + ", durability needs " + expected);
                }
            }
        }
    }

    /** A connection for reading; to be closed. */
    Connection reader() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new StoreException("no connection to the database: " + e.getMessage(), e);
        }
    }

    /** Work that belongs together. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs work in one transaction and forces it to stable storage. By one thread only. */
    <T> T commitDurably(Work<T> work) {
        try {
            try {
                T result = work.run(writer);
                writer.commit();
                // H2's COMMIT never forces; this does.
                try (Statement statement = writer.createStatement()) {
                    statement.execute("CHECKPOINT SYNC");
                }
                return result;
            } catch (SQLException | RuntimeException e) {
                writer.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("database transaction failed: " + e.getMessage(), e);
        }
    }

    /** The file's length. */
    long bytes() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new StoreException("size of " + file + " cannot be read: " + e, e);
        }
    }

    @Override
    public void close() {
        try (Statement statement = writer.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new StoreException("database cannot be closed: " + e.getMessage(), e);
        } finally {
            pool.dispose();
        }
    }
}
