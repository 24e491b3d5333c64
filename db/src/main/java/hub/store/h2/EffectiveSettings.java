package hub.store.h2;

import hub.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.engine.Database;
import org.h2.mvstore.MVStore;

/** What H2 runs with, whatever it was asked for: durability and the size of the file depend on it. */
final class EffectiveSettings {

    /**
     * So many versions behind the newest one, nothing that they need is overwritten. That a chunk is dead stands in the
     * file only from the next commit on. With H2's 0 that commit may be written over it, and if it is cut short, H2 passes
     * over the newest whole version, since a chunk that it calls live is not there.
     */
    static final int VERSIONS_TO_KEEP = 2;

    private static final Pattern RETENTION = Pattern.compile(";RETENTION_TIME=([0-9]+)");
    private static final int PAGE_BYTES = 16 << 10;
    private static final int READ_COMMITTED = 3;

    private EffectiveSettings() {}

    /**
     * Compares with what the hub needs.
     *
     * @param asked the settings of the URL; a retention time in it is meant, as tests do
     * @throws StoreException naming the setting, its value and the wanted one
     */
    static void require(Connection connection, Database engine, String asked, int cacheMegabytes) throws SQLException {
        requireDurable(writeDelays(connection));
        MVStore store = engine.getStore().getMvStore();
        require("WRITE_DELAY", store.getAutoCommitDelay(), 0);
        require("RETENTION_TIME", store.getRetentionTime(), retention(asked));
        require("versions to keep", store.getVersionsToKeep(), VERSIONS_TO_KEEP);
        require("REUSE_SPACE", store.isSpaceReused(), true);
        require("CACHE_SIZE in MiB", store.getCacheSize(), cacheMegabytes);
        require("COMPRESS", engine.getSettings().compressData, false);
        require("PAGE_SIZE", store.getFileStore().getMaxPageSize(), (long) PAGE_BYTES);
        require("DEFRAG_ALWAYS", engine.getSettings().defragAlways, false);
        require("LOCK_MODE", engine.getLockMode(), READ_COMMITTED);
    }

    private static int retention(String asked) {
        Matcher matcher = RETENTION.matcher(asked);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private static void require(String setting, Object value, Object wanted) {
        if (!value.equals(wanted)) {
            throw new StoreException("H2 runs with " + setting + "=" + value + ", the hub needs " + wanted);
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
}
