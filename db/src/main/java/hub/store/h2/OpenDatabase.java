package hub.store.h2;

import hub.store.Directories;
import hub.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database file from one opening to the next. H2 closes it by itself when a write fails. */
final class OpenDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(OpenDatabase.class);

    /** Through these goes everything, also what recovery writes. */
    private static final String OVER_ALL = SealingFilePath.SCHEME + ":" + WatchedDisk.SCHEME + ":";

    static {
        // H2's class of files first: it makes objects of classes that extend it, and two threads of which one begins
        // with the
        // one and one with the other would wait for each other for ever.
        FileUtils.exists(".");
        SealingFilePath.register();
    }

    /** So many queries at one moment; a query holds a connection only while it is in the database. */
    private static final int MAX_READERS = 64;

    /**
     * How a file is opened.
     *
     * @param path without the ending that H2 adds
     * @param settings of the URL
     * @param cacheMegabytes for pages that were read, 1 or more; H2 may hold more for a moment
     * @param renumberAt the chunk number from which on the file is written anew first
     * @param tables what its tables are to be
     */
    record How(String fileSystem, Path path, String settings, int cacheMegabytes, long renumberAt, Schema tables) {

        Path file() {
            return Path.of(path + ".mv.db");
        }

        /** Nobody interrupts a scan, and the ordinary way is far faster for its many small reads. */
        private String scanFileSystem() {
            return fileSystem.equals(Database.FILE_SYSTEM) ? "file:" : fileSystem;
        }

        private String url() {
            return "jdbc:h2:" + OVER_ALL + fileSystem + path + settings + ";CACHE_SIZE=" + 1024L * cacheMegabytes;
        }

        private String fullName() {
            return OVER_ALL + fileSystem + file();
        }

        /** The same by another name, under which a file is until all that every database has is in it. */
        private How unfinished() {
            return new How(fileSystem, Path.of(path + ".new"), settings, cacheMegabytes, renumberAt, tables);
        }
    }

    private final JdbcDataSource source;
    private final JdbcConnectionPool readers;

    /** Open from the first to the last, so that H2 does not close the file in between; ends it. */
    private final Connection keeper;

    private final org.h2.engine.Database engine;
    private final MVStore store;
    private boolean closed;

    private OpenDatabase(JdbcDataSource source, Connection keeper, org.h2.engine.Database engine) {
        this.source = source;
        this.keeper = keeper;
        this.engine = engine;
        this.store = engine.getStore().getMvStore();
        this.readers = JdbcConnectionPool.create(source);
        readers.setMaxConnections(MAX_READERS);
    }

    /** Opens or creates a database; the watch knows of a failed force even if this fails. */
    static OpenDatabase open(How how, WatchedDisk.Watch watch) {
        JdbcDataSource source = source(how);
        watch.mayOpen(true);
        try {
            boolean created = !FileUtils.exists(how.fullName());
            if (created) {
                create(how);
            }
            FileRecovery.prepare(OVER_ALL + how.scanFileSystem(), how.file(), how.renumberAt());
            watch.requireRead();
            Connection keeper = source.getConnection();
            try {
                org.h2.engine.Database engine = engineOf(keeper);
                engine.getStore().getMvStore().setVersionsToKeep(EffectiveSettings.VERSIONS_TO_KEEP);
                EffectiveSettings.require(keeper, engine, how.settings(), how.cacheMegabytes());
                if (!created) {
                    how.tables().migrate(source);
                }
                watch.requireRead();
                Directories.force(Objects.requireNonNull(how.path().getParent(), "a file is in a directory"));
                return new OpenDatabase(source, keeper, engine);
            } catch (SQLException | IOException | RuntimeException e) {
                shutDown(keeper, "SHUTDOWN");
                throw e;
            }
        } catch (SQLException | IOException | RuntimeException e) { // Of a damaged file H2 throws anything.
            throw new StoreException("database " + how.path() + " cannot be opened: " + e.getMessage(), e);
        } finally {
            watch.mayOpen(false);
        }
    }

    private static JdbcDataSource source(How how) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(how.url());
        source.setUser("sa");
        return source;
    }

    /** Whole or not at all: of a database that the power cut short while it was created, H2 might open nothing. */
    private static void create(How how) throws SQLException, IOException {
        How unfinished = how.unfinished();
        FileUtils.delete(unfinished.fullName());
        JdbcDataSource source = source(unfinished);
        Connection keeper = source.getConnection();
        try {
            how.tables().migrate(source);
        } finally {
            shutDown(keeper, "SHUTDOWN");
        }
        FileRecovery.requireWhole(unfinished.fullName()); // H2 may say nothing of what it failed to write at the end.
        try (FileChannel file = FilePath.get(unfinished.fullName()).open("rw")) {
            file.force(true);
        }
        FilePath.get(unfinished.fullName()).moveTo(FilePath.get(how.fullName()), true);
    }

    private static org.h2.engine.Database engineOf(Connection connection) throws SQLException {
        Session session = connection.unwrap(JdbcConnection.class).getSession();
        return ((SessionLocal) session).getDatabase();
    }

    /** A connection for one query. */
    Connection reader() throws SQLException {
        return readers.getConnection();
    }

    Connection writer() throws SQLException {
        return source.getConnection();
    }

    MVStore store() {
        return store;
    }

    /** Whether H2 has closed the file, or will as soon as it is used again. */
    boolean isBroken() {
        return store.getPanicException() != null || store.isClosed();
    }

    /** Why H2 has closed the file, what came first. */
    @Nullable Throwable failure() {
        Throwable failure = store.getPanicException();
        while (failure != null && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    /**
     * Closes the file, if H2 has not; closing again does nothing.
     *
     * @param orderly writes the end of it; what could not be forced is not built upon
     * @throws SQLException if that end cannot be written
     */
    void close(boolean orderly) throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        readers.dispose();
        if (orderly && !isBroken()) {
            shutDown(keeper, "SHUTDOWN");
        } else {
            abandon();
        }
    }

    /** Not by a statement: on a broken file, H2 might wait for ever to begin one. */
    private void abandon() {
        try (keeper) {
            engine.shutdownImmediately();
        } catch (SQLException | DbException e) {
            LOG.debug("H2 says that the database is closed, as it should", e);
        }
    }

    private static void shutDown(Connection connection, String how) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(how);
        }
    }

    /** The directory that the files are in, made if need be. */
    static Path absolute(Path path) {
        try {
            Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file is in a directory");
            Files.createDirectories(directory);
            return directory.toRealPath().resolve(Objects.requireNonNull(path.getFileName(), "a file has a name"));
        } catch (IOException e) {
            throw new StoreException("database " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
