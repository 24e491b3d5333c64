package hub.store.h2;

import hub.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.ValidateOutput;

/** The version of the tables: which of the numbered files have been run. */
final class Schema {

    /** The store's. */
    static final Schema STORE = new Schema("db/migration", "V1__store.sql");

    /** The registry's, which is a file of its own. */
    static final Schema REGISTRY = new Schema("db/registry", "V1__registry.sql");

    private final MigrationFiles files;

    private Schema(String folder, String... names) {
        this.files = new MigrationFiles(folder, List.of(names));
    }

    MigrationFiles files() {
        return files;
    }

    /**
     * Brings the tables up to date. Where its notes say that each file was run as it is, Flyway, whose classes alone take
     * a third of a second, has nothing to do.
     *
     * @throws StoreException if a newer hub has changed them
     */
    void migrate(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (isCurrent(connection)) {
                return;
            }
        }
        Flyway flyway = flyway(source);
        MigrationInfoService info = flyway.info();
        requireNotNewer(info);
        for (MigrationInfo migration : info.all()) {
            if (migration.getState().isFailed()) {
                flyway.repair(); // Forgets it: H2 commits after each statement, and each does for a second time.
                break;
            }
        }
        flyway.migrate();
    }

    /**
     * What is wrong with the notes of which files were run; nothing is changed.
     *
     * @throws StoreException if the tables are of another version than this hub's
     */
    List<String> problems(DataSource source) {
        Flyway flyway = flyway(source);
        MigrationInfoService info = flyway.info();
        requireNotNewer(info);
        if (info.pending().length > 0) {
            throw new StoreException("its tables are those of an older hub: start this hub once, it changes them");
        }
        List<String> problems = new ArrayList<>();
        for (ValidateOutput problem : flyway.validateWithResult().invalidMigrations) {
            problems.add("version " + problem.version + ": " + problem.errorDetails.errorMessage);
        }
        return problems;
    }

    /** Whether the notes say that each file was run, as it is, and no other; if they cannot be read, Flyway says why. */
    boolean isCurrent(Connection connection) {
        List<String> noted = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT \"script\", \"checksum\", \"success\""
                                + " FROM \"flyway_schema_history\" WHERE \"version\" IS NOT NULL ORDER BY \"installed_rank\"")) {
            while (rows.next()) {
                noted.add(rows.getString(1) + " " + rows.getInt(2) + (rows.getBoolean(3) ? "" : " failed"));
            }
        } catch (SQLException e) {
            return false;
        }
        return noted.equals(files.checksums());
    }

    private static void requireNotNewer(MigrationInfoService info) {
        for (MigrationInfo migration : info.applied()) {
            MigrationState state = migration.getState();
            if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
                throw new StoreException("its tables are of version " + migration.getVersion()
                        + ", which only a newer hub knows: use the version of the hub that wrote it, or a newer one");
            }
        }
    }

    private Flyway flyway(DataSource source) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                // Found by itself, they would cost a tenth of a second: all entries of the jar are looked through.
                .resourceProvider(files)
                .javaMigrationClassProvider(List::of)
                .skipDefaultCallbacks(true)
                .validateMigrationNaming(true)
                // By default Flyway would work with the tables of a newer hub as if they were its own.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }
}
