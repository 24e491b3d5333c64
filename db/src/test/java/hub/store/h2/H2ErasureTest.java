package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.store.EventQuery;
import hub.store.Feed;
import hub.store.Finding;
import hub.store.Progress;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.TimeRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is erased goes from the database's rows and from its file, a bounded part at a time, through restarts. */
class H2ErasureTest {

    private static final DeviceId GONE = new DeviceId("gone-device");
    private static final List<String> TABLES = List.of("device", "series", "chunk", "payload", "garbage", "event");

    /** More than go in one transaction. */
    private static final int EVENTS = 2_500;

    @TempDir
    Path directory;

    private Database database;
    private H2ReadingStore store;
    private Feed feed;

    @BeforeEach
    void open() {
        database = Database.open(Database.FILE_SYSTEM, directory.resolve("hub"), TestSettings.SOON);
        store = H2ReadingStore.open(
                database, StoreOptions.foldingAt(1_000_000), System::nanoTime, MergePlan.Limits.USUAL_INPUT);
        feed = new Feed(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void fill() {
        feed.apply(
                new Entry.Profile(GONE, NOW, EntryCodec.hello("{\"type\":\"hello\",\"firmware\":\"gone-firmware\"}")));
        for (int i = 0; i < EVENTS; i++) {
            feed.apply(event(NOW + i, Event.Type.ONLINE, GONE.value(), "gone-event"));
            if (i % 500 == 0) {
                feed.apply(
                        event(NOW + i, Event.Type.ONLINE, "kept", "kept-event"),
                        sequenced(GONE.value(), 1, i + 1, sample("gone_metric", NOW + i, i)),
                        sequenced("kept", 1, i + 1, sample("pm10", NOW + i, i)));
                store.fold();
            }
        }
        store.fold();
    }

    @Test
    void nothingIsLeftButNumbersAndTimes() throws SQLException, IOException {
        fill();
        assertThat(rows("device", "name = 'gone-device'")).isOne();
        feed.apply(new Entry.Erasure(GONE, NOW));
        store.fold();
        assertThat(rows("chunk", "device_id = 1")).isPositive();
        int steps = 0;
        while (store.maintain(NOW)) {
            requireSound(); // At each moment, as a crash would leave it.
            steps++;
        }
        assertThat(steps).isGreaterThan(EVENTS / 1_000);
        for (String table : TABLES) {
            assertThat(text(table)).as(table).doesNotContain("gone");
        }
        assertThat(rows("chunk", "device_id = 1")).isZero();
        assertThat(rows("event", "device_id = 1")).isZero();
        assertThat(rows("event", "type = 14")).isEqualTo(EVENTS);
        assertThat(rows("payload", "TRUE")).isEqualTo(rows("chunk", "TRUE")).isPositive();
        assertThat(StoredReading.all(store))
                .hasSize(5)
                .allMatch(reading -> reading.device().equals("kept"));
        store.close();
        H2ReadingStore.rewrite(directory.resolve("hub"));
        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1))
                .contains("kept-event")
                .doesNotContain("gone-");
        open();
        assertThat(store.device(GONE)).isEmpty();
        assertThat(store.maintain(NOW + 60_000_000)).isFalse();
    }

    @Test
    void goesOnAfterARestart() throws SQLException, IOException {
        fill();
        feed.apply(new Entry.Erasure(GONE, NOW));
        store.fold();
        for (boolean more = true; more; ) {
            more = store.maintain(NOW);
            store.close();
            open();
            requireSound();
        }
        assertThat(rows("event", "type = 14")).isEqualTo(EVENTS);
        assertThat(rows("chunk", "device_id = 1")).isZero();
        assertThat(rows("garbage", "TRUE")).isZero();
    }

    @Test
    void spaceComesBack() throws IOException {
        for (int fold = 0; fold < 20; fold++) {
            List<Entry> frames = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                int number = 20_000 * fold + i;
                frames.add(sequenced(GONE.value(), 1, number + 1, sample("own", NOW + number, Math.sqrt(number))));
            }
            feed.apply(frames.toArray(Entry[]::new));
            store.fold();
        }
        store.compact();
        long before = Files.size(file());
        feed.apply(new Entry.Erasure(GONE, NOW));
        store.compact();
        assertThat(Files.size(file())).isLessThan(before / 4);
    }

    @Test
    void aFoldThatFailedIsRepeatedWithTheErasureBehindIt() throws SQLException, IOException {
        feed.apply(sequenced(GONE.value(), 1, 1, sample("gone_metric", NOW, 1)));
        store.fold();
        feed.apply(event(NOW, Event.Type.ONLINE, GONE.value(), "gone-event"));
        database.commitDurably(connection -> execute(connection, "ALTER TABLE event RENAME TO elsewhere"));
        assertThat(catchThrowable(store::fold)).isNotNull();
        feed.apply(new Entry.Erasure(GONE, NOW), event(NOW, Event.Type.ONLINE, GONE.value(), "anew"));
        database.commitDurably(connection -> execute(connection, "ALTER TABLE elsewhere RENAME TO event"));
        assertThat(store.events(new EventQuery(Set.of(), TimeRange.ALL, 100)))
                .as("while memory still holds what that fold was to write")
                .extracting(numbered -> numbered.event().detail())
                .containsExactly("anew");
        store.fold();
        while (store.maintain(NOW)) {
            requireSound();
        }
        assertThat(text("event")).contains("anew").doesNotContain("gone-event");
        assertThat(store.devices()).hasSize(1);
    }

    @Test
    void whatIsErasedBeforeAFoldIsNeverWritten() throws SQLException {
        feed.apply(
                new Entry.Profile(GONE, NOW, EntryCodec.hello("{\"type\":\"hello\",\"firmware\":\"gone-firmware\"}")),
                event(NOW, Event.Type.ONLINE, GONE.value(), "gone-event"),
                sequenced(GONE.value(), 1, 1, sample("gone_metric", NOW, 1)),
                new Entry.Erasure(GONE, NOW));
        store.fold();
        for (String table : TABLES) {
            assertThat(text(table)).as(table).doesNotContain("gone");
        }
        assertThat(rows("event", "type = 14")).isOne();
        assertThat(rows("chunk", "TRUE")).isZero();
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private Path file() {
        return directory.resolve("hub.mv.db");
    }

    /** A copy of the database has no damage. */
    private void requireSound() throws IOException {
        Path copy = directory.resolve("copy");
        Files.deleteIfExists(Path.of(copy + ".mv.db"));
        assertThat(database.backup(copy)).isPositive();
        List<Finding> findings = new ArrayList<>();
        DatabaseCheck.Content content = DatabaseCheck.check(copy, findings::add, Progress.NONE);
        assertThat(findings).isEmpty();
        assertThat(content.devices()).isEqualTo(1);
    }

    private int rows(String table, String where) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table + " WHERE " + where)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** All cells of a table, those of bytes as characters. */
    private String text(String table) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object cell = row.getObject(column);
                    all.append(cell instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : cell)
                            .append('\n');
                }
            }
        }
        return all.toString();
    }
}
