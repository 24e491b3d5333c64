package hub.store.h2;

import hub.store.Finding;
import hub.store.Progress;
import hub.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStoreException;

/**
 * Checks all of a database that no hub has open, and changes nothing: the pages of H2's file, the checksum of every row
 * and of every payload, every reading of every chunk, and what of one table another refers to.
 */
public final class DatabaseCheck {

    /**
     * What the database holds, as far as it could be read.
     *
     * @param position of the journal up to which it is folded; -1 if that is not known
     * @param readings of all chunks
     * @param newestReading its time in µs since 1970; the least time if there is none
     * @param newestReceived when the newest frame came; likewise
     */
    public record Content(
            long position,
            int devices,
            int series,
            int chunks,
            long readings,
            long events,
            long newestReading,
            long newestReceived) {

        /** Of a database that cannot be read. */
        public static final Content UNKNOWN = new Content(-1, 0, 0, 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    private static final String PART = "database";

    private final Path path;
    private final Consumer<Finding> findings;
    private final Progress progress;

    private DatabaseCheck(Path path, Consumer<Finding> findings, Progress progress) {
        this.path = path;
        this.findings = findings;
        this.progress = progress;
    }

    /** Whether there is a database. */
    public static boolean exists(Path path) {
        return Files.exists(Path.of(path + ".mv.db"));
    }

    /**
     * Checks a database.
     *
     * @param path without the ending that H2 adds; must be there
     * @throws StoreException if its tables are of another version than this hub's
     */
    public static Content check(Path path, Consumer<Finding> findings, Progress progress) {
        return new DatabaseCheck(path, findings, progress).run();
    }

    private Content run() {
        progress.at("pages of the database", 0, 1);
        List<FileCheck.Finding> pages = FileCheck.check(path);
        pages.forEach(page -> damage(page.where(), page.what()));
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(path)) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(database.url());
            source.setUser("sa");
            Schema.STORE.problems(source).forEach(problem -> damage("flyway_schema_history", problem));
            return checkTables(database);
        } catch (SQLException | MVStoreException e) {
            if (pages.isEmpty()) {
                damage("file", "cannot be opened: " + TableScan.message(e));
            }
            return Content.UNKNOWN;
        }
    }

    private void damage(String where, String what) {
        findings.accept(Finding.damage(PART, where, what, TableScan.RESTORE));
    }

    private Content checkTables(ReadOnlyDatabase database) throws SQLException {
        TableScan scan = new TableScan(database, findings, progress);
        Optional<StoreRow> store = storeRow(scan, database);
        CatalogueCheck catalogue = new CatalogueCheck(scan);
        catalogue.run(store);
        EventCheck events = new EventCheck(scan, catalogue);
        events.run(store);
        ChunkCheck chunks = new ChunkCheck(scan, catalogue);
        chunks.run(store);
        return new Content(
                store.map(StoreRow::position).orElse(-1L),
                catalogue.devices(),
                catalogue.series(),
                chunks.count(),
                chunks.readings(),
                events.count(),
                chunks.newestTime(),
                catalogue.newestReceived());
    }

    /** What must be in the tables; empty if that cannot be trusted. */
    private static Optional<StoreRow> storeRow(TableScan scan, ReadOnlyDatabase database) {
        try (Statement statement = database.connection().createStatement();
                ResultSet counts = statement.executeQuery("SELECT (SELECT COUNT(*) FROM store WHERE id = 1),"
                        + " (SELECT COUNT(*) FROM store) + (SELECT COUNT(*) FROM device)"
                        + " + (SELECT COUNT(*) FROM event)")) {
            counts.next();
            if (counts.getLong(1) == 0 && counts.getLong(2) > 0) {
                throw new DamagedRowException("the row is lost");
            }
            return Optional.of(StoreRow.read(database.connection()));
        } catch (SQLException | DamagedRowException e) {
            scan.damage(
                    "store",
                    "row 1",
                    TableScan.message(e),
                    "without it nobody knows how far the journal is folded: " + TableScan.RESTORE);
            return Optional.empty();
        }
    }
}
