package hub.store.h2;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.Page;
import org.h2.table.Table;

/**
 * Reads every page of a database file and says which tables and indexes are damaged. Nothing is written to the file.
 *
 * <p>H2 has checksums for its header and for the end of each chunk only; of a page it knows the length, the map and
 * the kind. So this finds pages that are gone, misplaced or unreadable, trees that lead nowhere or count wrongly, keys
 * out of order, and indexes that are not as long as their table. It does not find a changed value: rows need checksums
 * of their own.
 *
 * <p>A database that has lost its newest commits can be sound in itself: whether it goes as far as the journal needs
 * is for those to say who know the journal.
 */
final class FileCheck {

    /**
     * Something that is damaged.
     *
     * @param where a table's or an index's name, or {@code file}
     */
    record Finding(String where, String what) {}

    private final List<Finding> findings = new ArrayList<>();

    private FileCheck() {}

    /**
     * Checks a database that no hub has open.
     *
     * @param path without the ending that H2 adds
     */
    static List<Finding> check(Path path) {
        Path absolute = OpenDatabase.absolute(path);
        String file = absolute + ".mv.db";
        OverlayDisk.keep(file);
        FileCheck check = new FileCheck();
        try {
            check.open(OverlayDisk.SCHEME + ":" + file, OverlayDisk.SCHEME + ":" + absolute);
        } catch (SQLException | RuntimeException | OutOfMemoryError e) { // H2 makes room for whatever length it reads.
            check.add("file", "cannot be opened", e);
        } finally {
            OverlayDisk.discard(file);
        }
        return List.copyOf(check.findings);
    }

    private void open(String file, String database) throws SQLException {
        FileRecovery.Recovered recovered = FileRecovery.recover(file);
        if (recovered.version() < recovered.newestVersion()) {
            findings.add(new Finding(
                    "file",
                    "of version " + recovered.newestVersion() + " only " + recovered.version() + " can be read"));
        }
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:" + database + ";IFEXISTS=TRUE;TRACE_LEVEL_FILE=0" + Database.SETTINGS, "sa", "")) {
            try {
                Session session = connection.unwrap(JdbcConnection.class).getSession();
                org.h2.engine.Database engine = ((SessionLocal) session).getDatabase();
                MVStore store = engine.getStore().getMvStore();
                walkAll(store, names(engine));
            } finally {
                shutDown(connection);
            }
        }
    }

    private static void shutDown(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
    }

    /** The names of H2's maps as people know them. */
    private static Map<String, String> names(org.h2.engine.Database engine) {
        Map<String, String> names = new TreeMap<>();
        for (Table table : engine.getAllTablesAndViews()) {
            names.put("table." + table.getId(), table.getName());
            List<Index> indexes = table.getIndexes();
            for (Index index : indexes == null ? List.<Index>of() : indexes) {
                names.put("index." + index.getId(), table.getName() + " index " + index.getName());
            }
        }
        return names;
    }

    private void walkAll(MVStore store, Map<String, String> names) {
        Map<String, Long> rows = new TreeMap<>();
        for (String map : store.getMapNames()) {
            MVMap<?, ?> opened =
                    store.getMap(DataUtils.parseHexInt(store.getMetaMap().get("name." + map)));
            if (opened != null && (map.startsWith("table.") || map.startsWith("index."))) {
                String name = names.getOrDefault(map, map);
                rows.put(name, walk(opened, name));
            }
        }
        rows.forEach((name, count) -> {
            int end = name.indexOf(" index ");
            Long ofTable = end < 0 ? count : rows.get(name.substring(0, end));
            if (ofTable != null && !ofTable.equals(count)) {
                findings.add(new Finding(name, "has " + count + " rows, its table " + ofTable));
            }
        });
    }

    private <K, V> long walk(MVMap<K, V> map, String name) {
        try {
            return walk(map.getRootPage(), map, name);
        } catch (RuntimeException | OutOfMemoryError e) {
            add(name, "cannot be read", e);
            return 0;
        }
    }

    /** Reads what is below a page as well; how many rows there are. */
    private <K, V> long walk(Page<K, V> page, MVMap<K, V> map, String name) {
        requireAscending(page, map, name);
        if (page.isLeaf()) {
            return page.getKeyCount();
        }
        long rows = 0;
        for (int i = 0; i <= page.getKeyCount(); i++) {
            try {
                rows += walk(page.getChildPage(i), map, name);
            } catch (RuntimeException | AssertionError | OutOfMemoryError e) {
                add(name, "a page cannot be read", e);
            }
        }
        if (rows != page.getTotalCount()) {
            findings.add(new Finding(name, "has " + rows + " rows where " + page.getTotalCount() + " are expected"));
        }
        return rows;
    }

    private <K, V> void requireAscending(Page<K, V> page, MVMap<K, V> map, String name) {
        for (int i = 1; i < page.getKeyCount(); i++) {
            if (map.getKeyType().compare(page.getKey(i - 1), page.getKey(i)) >= 0) {
                findings.add(new Finding(name, "row " + page.getKey(i) + " is out of order"));
            }
        }
    }

    private void add(String where, String what, Throwable e) {
        String message = e instanceof MVStoreException && e.getCause() != null
                ? e.getMessage() + " (" + e.getCause() + ")"
                : String.valueOf(e.getMessage());
        findings.add(new Finding(where, what + ": " + message));
    }
}
