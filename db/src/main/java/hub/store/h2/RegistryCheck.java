package hub.store.h2;

import hub.store.Finding;
import hub.store.Progress;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStoreException;

/** Checks a registry that no hub has open, and changes nothing: pages, checksums of rows, and that none is missing. */
public final class RegistryCheck {

    private static final String PART = "registry";

    private final Consumer<Finding> findings;

    private RegistryCheck(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /**
     * Checks a registry.
     *
     * @param path without the ending that H2 adds; must be there
     * @throws hub.store.StoreException if its tables are of another version than this hub's
     */
    public static void check(Path path, Consumer<Finding> findings, Progress progress) {
        new RegistryCheck(findings).run(path, progress);
    }

    private void run(Path path, Progress progress) {
        progress.at(PART, 0, 1);
        List<FileCheck.Finding> pages = FileCheck.check(path);
        pages.forEach(page -> damage(page.where(), page.what()));
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(path)) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(database.url());
            source.setUser("sa");
            Schema.REGISTRY.problems(source).forEach(problem -> damage("flyway_schema_history", problem));
            try (Statement statement = database.connection().createStatement()) {
                checkRows(statement);
                checkLog(statement);
            }
        } catch (SQLException | MVStoreException e) {
            damage("file", "cannot be read: " + TableScan.message(e));
        }
        progress.at(PART, 1, 1);
    }

    private void checkRows(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT kind, name, content, row_check FROM registered")) {
            while (found.next()) {
                RegistryFile.Row row = new RegistryFile.Row(found.getString(1), found.getString(2), found.getString(3));
                require(RegistryFile.check(row), found.getInt(4), row.kind() + " " + row.name());
            }
        }
    }

    private void checkLog(Statement statement) throws SQLException {
        long expected = 0;
        long total = 0;
        try (ResultSet found = statement.executeQuery("SELECT id, total, content, row_check FROM audit ORDER BY id")) {
            while (found.next()) {
                RegistryFile.Line line = new RegistryFile.Line(found.getLong(1), found.getString(3));
                total = found.getLong(2);
                require(RegistryFile.check(line, total), found.getInt(4), "line " + line.number() + " of the log");
                if (line.number() != ++expected) {
                    damage("audit", "line " + expected + " is missing");
                    expected = line.number();
                }
            }
        }
        try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM registered")) {
            count.next();
            if (count.getLong(1) != total) {
                damage("registered", "has " + count.getLong(1) + " rows where the log says " + total);
            }
        }
    }

    private void require(RowCheck check, int written, String what) {
        try {
            check.require(written, what);
        } catch (DamagedRowException e) {
            damage(what, TableScan.message(e));
        }
    }

    private void damage(String where, String what) {
        findings.accept(Finding.damage(PART, where, what, TableScan.RESTORE));
    }
}
