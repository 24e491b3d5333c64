package hub.store.h2;

import hub.store.Finding;
import hub.store.Progress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads all rows of a table in the order of their ids, whatever state they are in: what is wrong with a row is told,
 * and so are rows that cannot be read, and the next ones are read all the same.
 */
final class TableScan {

    static final String RESTORE = "restore a backup";

    private final ReadOnlyDatabase database;
    private final Consumer<Finding> findings;
    private final Progress progress;

    TableScan(ReadOnlyDatabase database, Consumer<Finding> findings, Progress progress) {
        this.database = database;
        this.findings = findings;
        this.progress = progress;
    }

    /** Takes a row; throws what is wrong with it. */
    interface RowReader {
        void read(long id, ResultSet row) throws SQLException;
    }

    /** Tells that something is damaged. */
    void damage(String part, String where, String what, String advice) {
        findings.accept(Finding.damage(part, where, what, advice));
    }

    /**
     * Reads a table.
     *
     * @param columns from the second one on; the first is the id
     * @param group how many rows are read at a time
     */
    void each(String table, String columns, int group, RowReader reader) {
        long total = count(table);
        String sql = "SELECT id, " + columns + " FROM " + table + " WHERE id > ? ORDER BY id LIMIT ?";
        long[] last = {Long.MIN_VALUE};
        long done = 0;
        int limit = group;
        while (true) {
            progress.at("table " + table, done, total);
            try {
                int read = read(sql, table, last, limit, reader);
                done += read;
                if (read < limit) {
                    return;
                }
                limit = group;
            } catch (SQLException e) {
                if (limit > 1) {
                    limit = 1; // The rows before the bad one first.
                } else if (!passOver(table, last, e)) {
                    return;
                }
            }
        }
    }

    private int read(String sql, String table, long[] last, int limit, RowReader reader) throws SQLException {
        try (PreparedStatement select = database.connection().prepareStatement(sql)) {
            select.setLong(1, last[0]);
            select.setInt(2, limit);
            try (ResultSet rows = select.executeQuery()) {
                int count = 0;
                while (rows.next()) {
                    last[0] = rows.getLong(1);
                    count++;
                    readRow(table, last[0], rows, reader);
                }
                return count;
            }
        }
    }

    private void readRow(String table, long id, ResultSet row, RowReader reader) {
        try {
            reader.read(id, row);
        } catch (SQLException | RuntimeException e) {
            damage(table, table + " " + id, message(e), RESTORE);
        }
    }

    static String message(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Goes on behind rows that cannot be read; false if there are no more. */
    private boolean passOver(String table, long[] last, SQLException cause) {
        long failing = 0;
        long gap = 1;
        long next = firstAfter(table, last[0], gap);
        while (next == UNREADABLE) {
            failing = gap;
            gap *= 2;
            if (gap > Integer.MAX_VALUE) {
                damage(table, after(last[0]), "cannot be read: " + message(cause), RESTORE);
                return false;
            }
            next = firstAfter(table, last[0], gap);
        }
        while (gap - failing > 1) {
            long middle = (failing + gap) / 2;
            long found = firstAfter(table, last[0], middle);
            if (found == UNREADABLE) {
                failing = middle;
            } else {
                gap = middle;
                next = found;
            }
        }
        String where = next == NONE
                ? after(last[0])
                : String.format(Locale.ROOT, "rows of ids from %d to %d", first(last[0]), next - 1);
        damage(table, where, "cannot be read: " + message(cause), RESTORE);
        last[0] = next == NONE ? last[0] : next - 1;
        return next != NONE;
    }

    private static String after(long last) {
        return "rows from id " + first(last) + " on";
    }

    private static long first(long last) {
        return last == Long.MIN_VALUE ? 1 : last + 1;
    }

    private static final long UNREADABLE = -1;
    private static final long NONE = -2;

    /** The id of the first row so far after another. */
    private long firstAfter(String table, long last, long gap) {
        // All of the row, since a damaged part of it may be read only when it is asked for.
        String sql = "SELECT * FROM " + table + " WHERE id > ? ORDER BY id LIMIT 1";
        try (PreparedStatement select = database.connection().prepareStatement(sql)) {
            select.setLong(1, first(last) - 1 + gap);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong("id") : NONE;
            }
        } catch (SQLException e) {
            return UNREADABLE;
        }
    }

    private long count(String table) {
        try (Statement statement = database.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return 0;
        }
    }
}
