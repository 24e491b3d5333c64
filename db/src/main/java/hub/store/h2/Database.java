package hub.store.h2;

import hub.store.Directories;
import hub.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The H2 database file: opened with the settings that durability needs, migrated, and forced on demand.
 *
 * <p>A transaction that fails before it is committed is rolled back and may be tried again, on a new connection. After
 * a failed force nobody knows what is on the disk, and a second one would succeed without having written anything: no
 * transaction is begun any more until the database is opened again. A failed write makes H2 close the file, and the
 * next connection would make it open the file by itself, without {@link #recover}: such a connection is refused.
 */
final class Database implements AutoCloseable {

    /**
     * H2's file system of asynchronous channels: with an ordinary one, a thread that is interrupted while it reads
     * closes the file for all.
     */
    static final String FILE_SYSTEM = "async:";

    /**
     * WRITE_DELAY=0 makes CHECKPOINT SYNC safe; it is a setting of the opener, so it stands in every URL. The hub
     * closes the database itself: H2's own shutdown hook would run beside it.
     */
    static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    /** So many queries at one moment; a query holds a connection only while it is in the database. */
    private static final int MAX_READERS = 64;

    private final Path path;
    private final JdbcDataSource source;
    private final JdbcConnectionPool readers;

    /** Open from the first to the last, so that H2 does not close the file in between; ends it. */
    private final Connection keeper;

    private final org.h2.engine.Database engine;
    private @Nullable Connection writer;
    private @Nullable Throwable forceFailure;
    private boolean closed;

    private Database(Path path, JdbcDataSource source, Connection keeper) throws SQLException {
        this.path = path;
        this.source = source;
        this.keeper = keeper;
        this.engine = engineOf(keeper);
        this.readers = JdbcConnectionPool.create(source);
        readers.setMaxConnections(MAX_READERS);
    }

    /**
     * Opens or creates a database.
     *
     * @param path without the ending that H2 adds
     * @throws StoreException if it cannot be opened, or a newer hub has migrated it
     */
    static Database open(Path path) {
        return open(FILE_SYSTEM, path, SETTINGS);
    }

    /** Opens a database with settings of its own, in one of H2's file systems. */
    static Database open(String fileSystem, Path path, String settings) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + fileSystem + path.toAbsolutePath() + settings);
        source.setUser("sa");
        try {
            recover(fileSystem, file(path));
            Connection keeper = source.getConnection();
            try {
                requireDurable(writeDelays(keeper));
                migrate(source);
                Directories.force(
                        Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file is in a directory"));
                return new Database(path, source, keeper);
            } catch (SQLException | IOException | RuntimeException e) {
                shutDown(keeper, "SHUTDOWN");
                throw e;
            }
        } catch (SQLException | IOException | MVStoreException | FlywayException | StoreException e) {
            throw new StoreException("database " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Makes H2 begin at the newest state in the file.
     *
     * <p>H2 2.5.252 writes the file's header one store too late: {@code RandomAccessStore.writeChunk} points it to the
     * chunk before the one just written. After a crash, H2 looks from there only where it once expected the next, so
     * it may miss the last transaction although that was forced. In recovery mode it looks at the whole file; closing
     * then leaves a right header.
     */
    private static void recover(String fileSystem, Path file) {
        if (Files.exists(file)) {
            new MVStore.Builder()
                    .fileName(fileSystem + file.toAbsolutePath())
                    .autoCommitDisabled()
                    .recoveryMode()
                    .open()
                    .close();
        }
    }

    private static Path file(Path path) {
        return Path.of(path + ".mv.db");
    }

    private static void migrate(JdbcDataSource source) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                // By default Flyway would work with the tables of a newer hub as if they were its own.
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }

    /** H2 lists the setting twice: as it was asked for and as the storage has it. */
    private static List<String> writeDelays(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT LISTAGG(setting_value, ',') FROM"
                        + " information_schema.settings WHERE setting_name = 'WRITE_DELAY'")) {
            rows.next();
            String values = rows.getString(1);
            return values == null ? List.of() : List.of(values.split(",", -1));
        }
    }

    static void requireDurable(List<String> writeDelays) {
        if (writeDelays.isEmpty()) {
            throw new StoreException("H2 does not say its WRITE_DELAY, durability needs 0");
        }
        for (String delay : writeDelays) {
            if (!delay.equals("0")) {
                throw new StoreException("H2 runs with WRITE_DELAY=" + delay + ", durability needs 0");
            }
        }
    }

    /** A connection for reading; to be closed soon. */
    Connection reader() {
        try {
            return sameEngine(readers.getConnection());
        } catch (SQLException e) {
            throw new StoreException("no connection to database " + path + ": " + e.getMessage(), e);
        }
    }

    private Connection sameEngine(Connection connection) throws SQLException {
        if (engineOf(connection) != engine) {
            shutDown(connection, "SHUTDOWN IMMEDIATELY");
            throw new StoreException("database " + path + " was closed by an error; start the hub again");
        }
        return connection;
    }

    /** H2's own representative of an open file; there is another after the file was closed and opened again. */
    private static org.h2.engine.Database engineOf(Connection connection) throws SQLException {
        Session session = connection.unwrap(JdbcConnection.class).getSession();
        return ((SessionLocal) session).getDatabase();
    }

    private static void shutDown(Connection connection, String how) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(how);
        }
    }

    /** Work that belongs together. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs work in one transaction and forces it to stable storage. By one thread only. */
    <T> T commitDurably(Work<T> work) {
        if (forceFailure != null) {
            throw new StoreException(
                    "database " + path + " is not written any more since it could not be forced to the disk: "
                            + forceFailure.getMessage() + "; start the hub again on a sound disk",
                    forceFailure);
        }
        try {
            Connection connection = writer();
            T result = work.run(connection);
            connection.commit();
            force(connection);
            return result;
        } catch (SQLException e) {
            dropWriter(e);
            throw new StoreException("database transaction failed: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            dropWriter(e);
            throw e;
        }
    }

    private Connection writer() throws SQLException {
        Connection current = writer;
        if (current == null) {
            current = sameEngine(source.getConnection());
            current.setAutoCommit(false);
            writer = current;
        }
        return current;
    }

    /** H2's COMMIT never forces; this does. */
    private void force(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException | RuntimeException e) {
            forceFailure = e;
            throw e;
        }
    }

    /** Undoes what is not committed; the next transaction takes a new connection, whatever became of this one. */
    private void dropWriter(Throwable cause) {
        Connection broken = writer;
        writer = null;
        if (broken == null) {
            return;
        }
        try (broken) {
            broken.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Closes the file; closing again does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        readers.dispose();
        try {
            // What could not be forced is not built upon.
            shutDown(keeper, forceFailure == null ? "SHUTDOWN" : "SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            if (e.getErrorCode() != ErrorCode.DATABASE_IS_CLOSED) {
                throw new StoreException("database " + path + " cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
