package hub.benchmark.rival;

import hub.benchmark.data.SeriesName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Rows in SQLite, in its write-ahead log, which is forced at each commit. */
public final class SqliteRows extends JdbcRows {

    private static final String[] AS_FAST_AS_IT_GETS = {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        // All of the file in memory.
        "PRAGMA cache_size = -1500000",
        "PRAGMA mmap_size = 8589934592",
        "PRAGMA temp_store = MEMORY",
        "CREATE TABLE IF NOT EXISTS reading (series INTEGER, time INTEGER, value REAL, PRIMARY KEY (series, time))"
                + " WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, device TEXT, metric TEXT)"
    };

    private SqliteRows(Path file) throws SQLException {
        super(
                "jdbc:sqlite:" + file.toAbsolutePath(),
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)",
                AS_FAST_AS_IT_GETS);
    }

    /** Opens or creates a database. */
    public static SqliteRows open(Path file) throws SQLException {
        return new SqliteRows(file);
    }

    @Override
    public String name() {
        return "SQLite";
    }

    /** Names the series, for questions; then lets SQLite look at how its rows are spread. */
    public void name(List<SeriesName> series) throws SQLException {
        try (PreparedStatement insert = connection().prepareStatement("INSERT INTO series VALUES (?, ?, ?)")) {
            for (int i = 0; i < series.size(); i++) {
                insert.setInt(1, i);
                insert.setString(2, series.get(i).device().value());
                insert.setString(3, series.get(i).metric().name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        execute("ANALYZE");
        commit();
    }

    /** For questions. */
    public Connection asking() {
        return connection();
    }
}
