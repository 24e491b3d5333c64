package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @TempDir
    Path directory;

    @Test
    void runsWithoutWriteDelay() throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Database database = open(Database.SETTINGS);
                    Connection reader = database.reader()) {
                // What H2 works with, whatever it says of itself.
                SessionLocal session =
                        (SessionLocal) reader.unwrap(JdbcConnection.class).getSession();
                assertThat(session.getDatabase().getStore().getMvStore().getAutoCommitDelay())
                        .isZero();
                assertThat(writeDelays(reader)).isNotEmpty().containsOnly("0");
            }
        }
    }

    private static List<String> writeDelays(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ARRAY_AGG(setting_value) FROM"
                        + " information_schema.settings WHERE setting_name = 'WRITE_DELAY'")) {
            rows.next();
            return Stream.of((Object[]) rows.getArray(1).getArray())
                    .map(String::valueOf)
                    .toList();
        }
    }

    @Test
    void refusesAWriteDelayAndLetsGoOfTheFile() {
        for (String settings : List.of(";WRITE_DELAY=500", "")) {
            assertThatThrownBy(() -> open(settings).close())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("WRITE_DELAY=500")
                    .hasMessageContaining("durability needs 0");
        }
        open(Database.SETTINGS).close();
    }

    @Test
    void refusesWhenNothingIsSaidOfTheWriteDelay() {
        Database.requireDurable(List.of("0", "0"));
        assertThatThrownBy(() -> Database.requireDurable(List.of())).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> Database.requireDurable(List.of("0", "500"))).isInstanceOf(StoreException.class);
    }

    /** H2 keeps some settings in the file; whoever sets them there would change what the hub relies on. */
    @Test
    void refusesSettingsThatAreNotTheHubs() {
        for (String setting : List.of("LOCK_MODE=0")) { // What stands in the URL wins over the file.
            Path path = directory.resolve(setting.substring(0, 4)).resolve("hub");
            Database.open(path).close();
            try (Connection connection = DriverManager.getConnection("jdbc:h2:" + path + Database.SETTINGS, "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET " + setting.replace('=', ' '));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            assertThatThrownBy(() -> Database.open(path).close())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("H2 runs with " + setting)
                    .hasMessageContaining("the hub needs ");
        }
        for (String setting : List.of("COMPRESS=TRUE", "REUSE_SPACE=FALSE", "DEFRAG_ALWAYS=TRUE", "PAGE_SIZE=4096")) {
            assertThatThrownBy(() -> open(Database.SETTINGS + ";" + setting).close())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("H2 runs with " + setting.substring(0, setting.indexOf('=')))
                    .hasMessageContaining("the hub needs ");
        }
        open(Database.SETTINGS).close();
    }

    @Test
    void hasTheCacheThatWasAskedFor() throws SQLException {
        try (Database database = Database.open(directory.resolve("hub"), 7);
                Connection reader = database.reader()) {
            SessionLocal session =
                    (SessionLocal) reader.unwrap(JdbcConnection.class).getSession();
            assertThat(session.getDatabase().getStore().getMvStore().getCacheSize())
                    .isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "FALSE"})
    void refusesTheTablesOfANewerHub(String success) throws SQLException {
        change("INSERT INTO \"flyway_schema_history\" SELECT 99, '99', 'newer', \"type\","
                + " 'V99__newer.sql', 1, \"installed_by\", \"installed_on\", 1, " + success
                + " FROM \"flyway_schema_history\" WHERE \"version\" = '1'");
        assertThatThrownBy(() -> open(Database.SETTINGS).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 99, which only a newer hub knows");
    }

    /** As a hub leaves it that ends in the middle of one. */
    @Test
    void runsAFileAgainThatDidNotComeToItsEnd() throws SQLException {
        change("UPDATE \"flyway_schema_history\" SET \"success\" = FALSE WHERE \"version\" = '1'");
        try (Database database = open(Database.SETTINGS);
                Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet failed =
                        statement.executeQuery("SELECT 1 FROM \"flyway_schema_history\" WHERE NOT \"success\"")) {
            assertThat(failed.next()).as("still noted as failed").isFalse();
            assertThat(Schema.STORE.isCurrent(connection)).isTrue();
        }
    }

    @Test
    void refusesTablesThatAnotherFileHasMade() throws SQLException {
        change("UPDATE \"flyway_schema_history\" SET \"checksum\" = \"checksum\" + 1");
        assertThatThrownBy(() -> open(Database.SETTINGS).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("checksum mismatch");
    }

    @Test
    void needsFlywayForATableThatItDoesNotKnowOnly() throws SQLException {
        try (Database database = open(Database.SETTINGS);
                Connection connection = database.reader()) {
            assertThat(Schema.STORE.isCurrent(connection)).isTrue();
            assertThat(Schema.REGISTRY.isCurrent(connection)).isFalse();
        }
    }

    private void change(String sql) throws SQLException {
        try (Database database = open(Database.SETTINGS);
                Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void letsManyReadAtATime() throws SQLException {
        try (Database database = open(Database.SETTINGS);
                Connection first = database.reader();
                Connection second = database.reader()) {
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    void saysWhichFileIsDamaged() throws Exception {
        Files.write(directory.resolve("hub.mv.db"), new byte[20_000]);
        assertThatThrownBy(() -> open(Database.SETTINGS).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("hub");
    }

    private Database open(String settings) {
        return Database.open(Database.FILE_SYSTEM, directory.resolve("hub"), settings);
    }
}
