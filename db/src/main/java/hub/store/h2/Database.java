package hub.store.h2;

import hub.store.StoreException;
import hub.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The H2 database file: opened with the settings that durability needs, migrated, and forced on demand.
 *
 * <p>A transaction that fails before it is committed is rolled back and may be tried again, on a new connection. A
 * failed write makes H2 close the file; {@link #reopen} opens it again. After a failed force nobody knows what is on
 * the disk, and what is read comes from memory, so that neither a second force nor opening the file again would tell:
 * no transaction is begun any more.
 *
 * <p>Any thread may call any method; what writes waits for its turn. A transaction should write and delete no more than
 * some megabytes: H2 stores a larger one in parts, with all that it deletes.
 */
final class Database implements AutoCloseable {

    /**
     * H2's file system of asynchronous channels: with an ordinary one, a thread that is interrupted while it reads
     * closes the file for all.
     */
    static final String FILE_SYSTEM = "async:";

    /**
     * WRITE_DELAY=0 makes CHECKPOINT SYNC safe; it is a setting of the opener, so it stands in every URL. RETENTION_TIME, in
     * ms, keeps young chunks from being rewritten again and again. That nothing is overwritten too early is seen to by
     * other means ({@link SealingFilePath}, {@link EffectiveSettings#VERSIONS_TO_KEEP}): a chunk that dies may be old. The hub
     * closes the database itself: H2's own shutdown hook would run beside it. What fails is in the hub's log, and in no
     * file of H2's.
     */
    static final String SETTINGS = settings(StoreOptions.USUAL_SETTLING);

    /** Pages of chunks are larger than the chunks' payloads by little; see {@link #open(Path, int)}. */
    static final int DEFAULT_CACHE_MEGABYTES = 64;

    private final OpenDatabase.How how;
    private final WatchedDisk.Watch watch;
    private volatile OpenDatabase open;
    private FileSpace space;
    private @Nullable Connection writer;

    /** Why the database is given up, once it is. */
    private @Nullable Throwable finalFailure;

    private volatile boolean closed;

    private Database(OpenDatabase.How how, WatchedDisk.Watch watch) {
        this.how = how;
        this.watch = watch;
        this.open = OpenDatabase.open(how, watch);
        this.space = new FileSpace(open.store());
    }

    /**
     * Opens or creates a database.
     *
     * @param path without the ending that H2 adds
     * @throws StoreException if it cannot be opened, or a newer hub has migrated it
     */
    static Database open(Path path) {
        return open(path, DEFAULT_CACHE_MEGABYTES);
    }

    /** The settings with another RETENTION_TIME, 1 ms or more. */
    static String settings(Duration settling) {
        return ";WRITE_DELAY=0;RETENTION_TIME=" + settling.toMillis()
                + ";MAX_COMPACT_TIME=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /** Opens or creates a database with a cache of so many megabytes, 1 or more. */
    static Database open(Path path, int cacheMegabytes) {
        return open(FILE_SYSTEM, path, SETTINGS, cacheMegabytes, FileRecovery.RENUMBER_AT);
    }

    /** Opens a database with settings of its own, in one of H2's file systems. */
    static Database open(String fileSystem, Path path, String settings) {
        return open(fileSystem, path, settings, DEFAULT_CACHE_MEGABYTES, FileRecovery.RENUMBER_AT);
    }

    static Database open(String fileSystem, Path path, String settings, int cacheMegabytes, long renumberAt) {
        return open(new OpenDatabase.How(
                fileSystem, OpenDatabase.absolute(path), settings, cacheMegabytes, renumberAt, Schema.STORE));
    }

    /** Opens or creates a small database with tables of its own. */
    static Database open(Path path, int cacheMegabytes, Schema tables) {
        return open(new OpenDatabase.How(
                FILE_SYSTEM, OpenDatabase.absolute(path), SETTINGS, cacheMegabytes, FileRecovery.RENUMBER_AT, tables));
    }

    private static Database open(OpenDatabase.How how) {
        String file = how.fileSystem() + how.file();
        WatchedDisk.Watch watch = WatchedDisk.watch(file);
        try {
            return new Database(how, watch);
        } catch (StoreException e) {
            WatchedDisk.forget(file);
            throw e;
        }
    }

    static void requireDurable(List<String> writeDelays) {
        EffectiveSettings.requireDurable(writeDelays);
    }

    /** A connection for reading; to be closed soon. */
    Connection reader() {
        OpenDatabase now = open;
        requireSound(now);
        try {
            return now.reader();
        } catch (SQLException e) {
            requireSound(now);
            throw new StoreException("no connection to database " + how.path() + ": " + e.getMessage(), e);
        }
    }

    private void requireSound(OpenDatabase now) {
        if (now.isBroken()) {
            String message = "database " + how.path() + " was closed by an error and is not open again yet";
            Throwable failure = now.failure();
            throw failure == null
                    ? new StoreException(message)
                    : new StoreException(message + ": " + failure.getMessage(), failure);
        }
    }

    /** Work that belongs together. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs work in one transaction and forces it to stable storage. */
    synchronized <T> T commitDurably(Work<T> work) {
        requireForced();
        requireSound(open);
        try {
            Connection connection = writer();
            T result = work.run(connection);
            connection.commit();
            forceOrAbandon(connection);
            return result;
        } catch (SQLException e) {
            dropWriter(e);
            throw new StoreException("database transaction failed: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            dropWriter(e);
            throw e;
        }
    }

    private void requireForced() {
        Throwable failure = finalFailure == null ? watch.forceFailure() : finalFailure;
        if (failure != null) {
            throw new StoreException(
                    "database " + how.path() + " is not written any more since it could not be forced to the disk: "
                            + failure.getMessage() + "; start the hub again on a sound disk",
                    failure);
        }
    }

    private Connection writer() throws SQLException {
        Connection current = writer;
        if (current == null) {
            current = open.writer();
            current.setAutoCommit(false);
            writer = current;
        }
        return current;
    }

    /** What is committed but could not be made durable must not be built upon: the file is opened again, if it can be. */
    private void forceOrAbandon(Connection connection) throws SQLException {
        try {
            force(connection);
        } catch (SQLException e) {
            if (watch.forceFailure() == null) {
                open.close(false);
            }
            throw e;
        }
    }

    /** H2's COMMIT never forces; this does. */
    private static void force(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    /**
     * Undoes what is not committed; the next transaction takes a new connection, whatever became of this one.
     *
     * <p>A connection to a broken file is left alone, also if the file broke only now: H2 2.5.252 counts a transaction
     * that fails to commit out twice ({@code Transaction.closeIt}), and waits for ever to count the next one in.
     */
    private void dropWriter(Throwable cause) {
        Connection broken = writer;
        writer = null;
        if (broken == null || open.isBroken()) {
            return;
        }
        try {
            broken.rollback();
            if (!open.isBroken()) {
                broken.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether a failed write has closed the file, so that {@link #reopen} is what comes next. */
    boolean isBroken() {
        return !closed && open.isBroken();
    }

    /**
     * Closes the file and opens it again: after a failed write, or to have its chunks numbered anew. Recovery forces
     * what it has read, so that what is seen from now on is on the disk. The transaction that failed may be there all
     * the same; whoever calls knows how far the journal is folded without it and with it.
     *
     * @param check reads that from the database, before anybody else does; if it throws, the database is given up
     * @throws StoreException if it cannot be opened yet, as on a full disk; may be tried again
     */
    synchronized <T> T reopen(Work<T> check) {
        requireForced();
        try {
            dropWriter(new SQLException("reopened"));
            open.close(true);
            OpenDatabase fresh = OpenDatabase.open(how, watch);
            T result = check(fresh, check);
            space = new FileSpace(fresh.store());
            open = fresh;
            return result;
        } catch (SQLException e) {
            throw new StoreException("database " + how.path() + " cannot be opened again: " + e.getMessage(), e);
        }
    }

    private <T> T check(OpenDatabase fresh, Work<T> check) throws SQLException {
        try (Connection connection = fresh.reader()) {
            return check.run(connection);
        } catch (SQLException | RuntimeException e) {
            finalFailure = e;
            fresh.close(false);
            throw e;
        }
    }

    /**
     * Does a bounded part of what gives space in the file back; see {@link FileSpace#step}.
     *
     * @return whether there is more to do at once
     */
    synchronized boolean reclaim(int targetPercent) {
        requireForced();
        requireSound(open);
        try {
            return space.step(targetPercent);
        } catch (MVStoreException e) {
            throw new StoreException("space in database " + how.path() + " cannot be reclaimed: " + e.getMessage(), e);
        }
    }

    /** What the file is used for. */
    synchronized FileSpace.Figures figures() {
        requireSound(open);
        return space.figures();
    }

    /**
     * Copies the database as it is now, while queries and transactions go on; the copy is forced, with its name.
     *
     * @param target without the ending that H2 adds; there must be no such database
     * @return the copy's length in bytes
     */
    long backup(Path target) throws IOException {
        try (FileBackup backup = beginBackup()) {
            return backup.copyTo(Path.of(target + ".mv.db"));
        }
    }

    /** The database as it is now, to be copied; space is not reclaimed until it is closed. */
    synchronized FileBackup beginBackup() {
        requireForced();
        requireSound(open);
        return FileBackup.begin(open.store());
    }

    /** Closes the file; closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            // What could not be forced is not built upon.
            open.close(watch.forceFailure() == null && finalFailure == null);
        } catch (SQLException e) {
            throw new StoreException("database " + how.path() + " cannot be closed: " + e.getMessage(), e);
        } finally {
            WatchedDisk.forget(how.fileSystem() + how.file());
        }
    }
}
