package hub.store.h2;

import hub.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.ValidateOutput;

/** The version of the tables: which of the numbered files have been run. */
final class Schema {

    /** The numbered files of the store. */
    static final String STORE = "classpath:db/migration";

    /** Those of the registry, which is a file of its own. */
    static final String REGISTRY = "classpath:db/registry";

    private Schema() {}

    /**
     * Brings the tables up to date.
     *
     * @throws StoreException if a newer hub has changed them
     */
    static void migrate(DataSource source, String files) {
        Flyway flyway = flyway(source, files);
        requireNotNewer(flyway);
        if (Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().isFailed())) {
            flyway.repair(); // Forgets it: H2 commits after each statement, and each does for a second time.
        }
        flyway.migrate();
    }

    /**
     * What is wrong with the notes of which files were run; nothing is changed.
     *
     * @throws StoreException if the tables are of another version than this hub's
     */
    static List<String> problems(DataSource source, String files) {
        Flyway flyway = flyway(source, files);
        requireNotNewer(flyway);
        if (flyway.info().pending().length > 0) {
            throw new StoreException("its tables are those of an older hub: start this hub once, it changes them");
        }
        List<String> problems = new ArrayList<>();
        for (ValidateOutput problem : flyway.validateWithResult().invalidMigrations) {
            problems.add("version " + problem.version + ": " + problem.errorDetails.errorMessage);
        }
        return problems;
    }

    private static void requireNotNewer(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().applied()) {
            MigrationState state = migration.getState();
            if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
                throw new StoreException("its tables are of version " + migration.getVersion()
                        + ", which only a newer hub knows: use the version of the hub that wrote it, or a newer one");
            }
        }
    }

    private static Flyway flyway(DataSource source, String files) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations(files)
                .validateMigrationNaming(true)
                // By default Flyway would work with the tables of a newer hub as if they were its own.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }
}
