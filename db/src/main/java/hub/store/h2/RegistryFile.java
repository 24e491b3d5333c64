package hub.store.h2;

import hub.store.StoreException;
import hub.store.StoreImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The file of what the hub was told rather than sent: devices, users, tokens, and the log of every change of them. What is
 * in it is JSON, which this class does not look into.
 *
 * <p>Each change is one transaction with its lines of the log, on the disk before {@link #write} returns. For one writer;
 * any thread may read the log or make an image meanwhile.
 */
public final class RegistryFile implements AutoCloseable {

    private static final int CACHE_MEGABYTES = 4;

    /** H2 moves nothing by itself; after so many changes a step of that is due. */
    private static final int CHANGES_A_STEP = 32;

    private static final int TARGET_PERCENT = 50;

    private final Database database;
    private long changes;

    private RegistryFile(Database database) {
        this.database = database;
    }

    /**
     * Something registered.
     *
     * @param kind such as device, 1 to 16 characters
     * @param name of its kind, 1 to 128 characters
     * @param content a JSON object of at most 65,536 characters
     */
    public record Row(String kind, String name, String content) {}

    /**
     * A line of the log.
     *
     * @param number from 1, without gaps
     * @param content a JSON object
     */
    public record Line(long number, String content) {}

    /**
     * Opens or creates the file, for its owner only.
     *
     * @param path without the ending that H2 adds
     * @throws StoreException if it cannot be opened, or a newer hub has migrated it
     */
    public static RegistryFile open(Path path) {
        Database database = Database.open(path, CACHE_MEGABYTES, Schema.REGISTRY);
        try {
            Path file = Path.of(path + ".mv.db");
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return new RegistryFile(database);
        } catch (IOException e) {
            database.close();
            throw new StoreException("the registry " + path + " cannot be kept from other users: " + e, e);
        }
    }

    /**
     * All that is registered.
     *
     * @throws StoreException if a row is not as it was written, naming it
     */
    public List<Row> rows() {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT kind, name, content, row_check FROM registered")) {
            List<Row> rows = new ArrayList<>();
            while (found.next()) {
                Row row = new Row(found.getString(1), found.getString(2), found.getString(3));
                check(row).require(found.getInt(4), row.kind() + " " + row.name());
                rows.add(row);
            }
            return rows;
        } catch (SQLException | DamagedRowException e) {
            throw new StoreException(
                    "the registry cannot be read: " + e.getMessage() + "; 'check' tells more, or restore a backup", e);
        }
    }

    static RowCheck check(Row row) {
        return new RowCheck().add(row.kind()).add(row.name()).add(row.content());
    }

    static RowCheck check(Line line, long total) {
        return new RowCheck().add(line.number()).add(total).add(line.content());
    }

    /**
     * Changes what is registered, and notes it, in one transaction that is on the disk when this returns.
     *
     * @param put new rows, and others in the place of those with their kind and name
     * @param removed rows that are no more
     * @param log contents of new lines, at least one
     * @throws StoreException if it cannot be written; then nothing has changed, unless {@link #isBroken}
     */
    public synchronized void write(Collection<Row> put, Collection<Row> removed, List<String> log) {
        database.commitDurably(connection -> {
            put(connection, put);
            remove(connection, removed);
            append(connection, log);
            return log;
        });
        if (++changes % CHANGES_A_STEP == 0) {
            database.reclaim(TARGET_PERCENT);
        }
    }

    private static void put(Connection connection, Collection<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "MERGE INTO registered (kind, name, content, row_check) KEY (kind, name) VALUES (?, ?, ?, ?)")) {
            for (Row row : rows) {
                statement.setString(1, row.kind());
                statement.setString(2, row.name());
                statement.setString(3, row.content());
                statement.setInt(4, check(row).value());
                statement.executeUpdate();
            }
        }
    }

    private static void remove(Connection connection, Collection<Row> rows) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM registered WHERE kind = ? AND name = ?")) {
            for (Row row : rows) {
                statement.setString(1, row.kind());
                statement.setString(2, row.name());
                statement.executeUpdate();
            }
        }
    }

    private static void append(Connection connection, List<String> log) throws SQLException {
        long number = number(connection, "SELECT COALESCE(MAX(id), 0) FROM audit");
        long total = number(connection, "SELECT COUNT(*) FROM registered");
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO audit (id, total, content, row_check) VALUES (?, ?, ?, ?)")) {
            for (String content : log) {
                Line line = new Line(++number, content);
                statement.setLong(1, line.number());
                statement.setLong(2, total);
                statement.setString(3, line.content());
                statement.setInt(4, check(line, total).value());
                statement.executeUpdate();
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Lines of the log, the newest first.
     *
     * @param before only lines with smaller numbers
     * @param limit the most lines
     */
    public List<Line> log(long before, int limit) {
        try (Connection connection = database.reader();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, total, content, row_check FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?")) {
            statement.setLong(1, before);
            statement.setInt(2, limit);
            try (ResultSet found = statement.executeQuery()) {
                List<Line> lines = new ArrayList<>();
                while (found.next()) {
                    Line line = new Line(found.getLong(1), found.getString(3));
                    check(line, found.getLong(2)).require(found.getInt(4), "line " + line.number());
                    lines.add(line);
                }
                return lines;
            }
        } catch (SQLException | DamagedRowException e) {
            throw new StoreException("the log of changes cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a failed write has closed the file, so that {@link #reopen} is what comes next. */
    public boolean isBroken() {
        return database.isBroken();
    }

    /**
     * Opens the file again. The change that failed may be in it all the same: {@link #rows} tells.
     *
     * @throws StoreException if it cannot be opened yet, as on a full disk; may be tried again
     */
    public synchronized void reopen() {
        long unused = database.reopen(connection -> number(connection, "SELECT COUNT(*) FROM audit"));
    }

    /** The file as it is now, to be copied while it goes on. */
    public StoreImage image() {
        return database.beginBackup();
    }

    @Override
    public void close() {
        database.close();
    }
}
