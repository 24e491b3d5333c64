package hub.benchmark.rival;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.store.Forces;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, since forces are counted in the whole process. */
@Isolated
class RowStoresTest {

    @TempDir
    private Path directory;

    @Test
    void h2KeepsTheLaterArrival() throws SQLException {
        try (RowStore rows = H2Rows.open(directory.resolve("rows"))) {
            fill(rows);
        }
        assertThat(sum("jdbc:h2:file:" + directory.resolve("rows"), "SELECT COUNT(*), SUM(reading_value) FROM reading"))
                .isEqualTo("1501 1123501.5");
    }

    @Test
    void h2ForcesEachCommit() throws Exception {
        String thisThread = Thread.currentThread().getName();
        try (RowStore rows = H2Rows.open(directory.resolve("rows"))) {
            long forces = Forces.by(thisThread, directory, () -> {
                for (int i = 0; i < 5; i++) {
                    rows.add(1, i, i);
                    rows.commit();
                }
                return true;
            });
            assertThat(forces).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void sqliteKeepsTheLaterArrivalAndForcesItsLog() throws SQLException {
        Path file = directory.resolve("rows.sqlite");
        try (SqliteRows rows = SqliteRows.open(file)) {
            fill(rows);
            try (Statement statement = rows.asking().createStatement()) {
                assertThat(first(statement, "PRAGMA synchronous")).isEqualTo("2");
                assertThat(first(statement, "PRAGMA journal_mode")).isEqualTo("wal");
            }
        }
        assertThat(sum("jdbc:sqlite:" + file, "SELECT COUNT(*), SUM(value) FROM reading"))
                .isEqualTo("1501 1123501.5");
    }

    /** 1,500 rows of which one is replaced, and one more in a transaction of its own. */
    private static void fill(RowStore rows) throws SQLException {
        for (int i = 0; i < 1_500; i++) {
            rows.add(i % 3, i, i);
        }
        rows.add(0, 0, 1_000.5);
        rows.commit();
        rows.add(3, 0, -1_749);
        rows.commit();
    }

    private static String sum(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1) + " " + row.getDouble(2);
        }
    }

    private static String first(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
