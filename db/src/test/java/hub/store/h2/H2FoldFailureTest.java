package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.hubEvent;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static hub.store.TestEntries.unsequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.entry.Event;
import hub.store.DeviceRecord;
import hub.store.EventQuery;
import hub.store.Feed;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that fails in the middle. */
class H2FoldFailureTest {

    private static final int ROOM = 100;

    @TempDir
    Path directory;

    private Database database;
    private H2ReadingStore store;
    private Feed feed;

    @BeforeAll
    static void addTheFaultyDisk() {
        FilePath.register(new FaultyDisk());
    }

    @BeforeEach
    void open() {
        database = Database.open(FaultyDisk.SCHEME + ":", directory.resolve("hub"), TestSettings.SOON);
        store = H2ReadingStore.open(database, StoreOptions.foldingAt(ROOM).withRoom(1), System::nanoTime, 1_000);
        feed = new Feed(store);
        feed.apply(
                sequenced("a", 7, 1, sample("pm10", NOW, 1), sample("pm10", NOW + 1, 2)),
                event(NOW, Event.Type.ONLINE, "a", ""));
        store.fold();
    }

    @AfterEach
    void close() {
        FaultyDisk.failWrites = false;
        FaultyDisk.failForces = false;
        store.close();
    }

    @Test
    void losesNothingAndShowsNothingTwiceWhenAFoldFails() throws SQLException {
        applySomeMore();
        Content content = content();
        execute("ALTER TABLE event RENAME TO elsewhere");
        assertThatThrownBy(store::fold).isInstanceOf(StoreException.class).hasMessageContaining("EVENT");
        execute("ALTER TABLE elsewhere RENAME TO event");
        assertThat(content()).isEqualTo(content);
        assertThat(store.foldedPosition()).isEqualTo(200);
        assertThat(count("SELECT COUNT(*) FROM chunk")).isOne();

        // What comes between the failure and the next try is behind it.
        feed.apply(
                sequenced("a", 7, 3, sample("pm10", NOW + 2, 33), sample("pm10", NOW + 3, 4)),
                hubEvent(NOW, "between"));
        content = content();
        assertThat(store.fold()).isEqualTo(store.appliedPosition());
        assertThat(content()).isEqualTo(content);
        assertThat(store.statistics().foldFailures()).isOne();
        assertThat(store.statistics().headReadings()).isZero();
        store.close();
        open();
        assertThat(content().series()).isEqualTo(content.series());
    }

    @Test
    void takesANewConnectionWhenItsOwnIsGone() throws SQLException {
        applySomeMore();
        Content content = content();
        killWriter();
        assertThatThrownBy(store::fold).isInstanceOf(StoreException.class);
        assertThat(content()).isEqualTo(content);
        assertThat(store.fold()).isEqualTo(store.appliedPosition());
        assertThat(content()).isEqualTo(content);
    }

    /** A retry writes the head as it was when it was set aside, not what its devices have become since. */
    @Test
    void replaysAfterACrashBetweenARetryAndTheRest() throws SQLException, IOException {
        applySomeMore();
        killWriter();
        assertThatThrownBy(store::fold).isInstanceOf(StoreException.class);
        feed.apply(sequenced("a", 7, 3, sample("pm10", NOW + 5, 5)), hubEvent(NOW, "poison"));
        execute("ALTER TABLE event ADD CONSTRAINT no_poison CHECK (detail <> 'poison')");
        assertThatThrownBy(store::fold).isInstanceOf(StoreException.class).hasMessageContaining("NO_POISON");
        assertThat(store.foldedPosition()).isEqualTo(400);
        Content content = content();

        Path copy = DirectoryCopy.of(directory, directory.resolve("copy"));
        execute("ALTER TABLE event DROP CONSTRAINT no_poison");
        try (H2ReadingStore crashed = H2ReadingStore.open(
                copy.resolve("hub"), StoreOptions.foldingAt(ROOM).withRoom(1))) {
            assertThat(crashed.foldedPosition()).isEqualTo(400);
            crashed.apply(feed.given());
            assertThat(content(crashed)).isEqualTo(content);
        } catch (StoreException e) {
            // The copy has the constraint, so its last fold fails.
            assertThat(e).hasMessageContaining("NO_POISON");
        }
    }

    @Test
    void foldsWhatAFailedFoldLeftAndTheRestWhenClosed() throws SQLException {
        applySomeMore();
        killWriter();
        assertThatThrownBy(store::fold).isInstanceOf(StoreException.class);
        feed.apply(unsequenced("b", sample("pm10", NOW, 9)), hubEvent(NOW, "last"));
        long applied = store.appliedPosition();
        Content content = content();
        store.close();
        store = H2ReadingStore.open(
                directory.resolve("hub"), StoreOptions.foldingAt(ROOM).withRoom(1));
        assertThat(store.foldedPosition()).isEqualTo(applied);
        assertThat(content()).isEqualTo(content);
    }

    @Test
    void goesOnByItselfWhenAFullDiskHasSpaceAgain() {
        applySomeMore();
        Content content = content();
        FaultyDisk.failWrites = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(store::fold).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.maintain(NOW)).isInstanceOf(StoreException.class);
            assertThat(store.foldedPosition()).isEqualTo(200);
        }
        assertThat(store.series(SeriesSelection.ALL)).isEqualTo(content.series());
        FaultyDisk.failWrites = false;
        // H2 has closed the file: until the store has opened it again, with all that recovery does, nothing is read.
        assertThatThrownBy(() -> StoredReading.all(store)).isInstanceOf(StoreException.class);
        assertThat(store.fold()).isEqualTo(400);
        assertThat(content()).isEqualTo(content);
        feed.apply(unsequenced("b", sample("pm10", NOW, 9)));
        content = content();
        assertThat(store.fold()).isEqualTo(500);
        store.close();
        store = H2ReadingStore.open(directory.resolve("hub"), StoreOptions.foldingAt(ROOM));
        assertThat(content()).isEqualTo(content);
    }

    /** Whichever write fails: the transaction may be in the file all the same, or not. */
    @Test
    void goesOnByItselfWhicheverWriteFails() {
        for (int writes = 0; writes < 12; writes++) {
            feed.apply(
                    sequenced("a", 7, 10 + writes, sample("pm10", NOW - writes, writes)),
                    event(NOW, Event.Type.OFFLINE, "a", "write " + writes));
            Content content = content();
            FaultyDisk.failWritesAfter(writes);
            try {
                store.fold();
                while (store.maintain(NOW)) {
                    assertThat(content()).isEqualTo(content);
                }
            } catch (StoreException e) {
                assertThat(e).hasMessageNotContaining("folded up to");
            }
            FaultyDisk.failWrites = false;
            assertThat(store.fold()).isEqualTo(store.appliedPosition());
            assertThat(content()).as("after %d writes", writes).isEqualTo(content);
        }
        store.close();
        store = H2ReadingStore.open(directory.resolve("hub"), StoreOptions.foldingAt(ROOM));
        assertThat(StoredReading.all(store)).hasSize(2 + 11);
    }

    @Test
    void neverTrustsADiskAgainThatFailedToForce() {
        applySomeMore();
        Content content = content();
        FaultyDisk.failForces = true;
        assertThatThrownBy(store::fold).isInstanceOf(StoreException.class);
        FaultyDisk.failForces = false;
        assertThatThrownBy(store::fold)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not be forced")
                .hasMessageContaining("start the hub again");
        assertThat(store.foldedPosition()).isEqualTo(200);
        try {
            assertThat(content()).isEqualTo(content);
        } catch (StoreException e) { // H2 closes the file if the force was part of a write.
            assertThat(e).hasMessageContaining("was closed by an error");
        }
        assertThatThrownBy(store::close).isInstanceOf(StoreException.class);
        store = H2ReadingStore.open(
                directory.resolve("hub"), StoreOptions.foldingAt(ROOM).withRoom(1));
    }

    @Test
    void goesOnAfterAReaderWasInterrupted() {
        store.close();
        store = H2ReadingStore.open(
                directory.resolve("hub"), StoreOptions.foldingAt(100_000).withRoom(1));
        feed = new Feed(store);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50_000; i++) {
            feed.apply(unsequenced("b", sample("pm10", NOW + i, random.nextDouble())));
        }
        List<StoredReading> readings = StoredReading.all(store);
        store.close();
        // Opened anew, it has to read most of that from the file.
        store = H2ReadingStore.open(
                directory.resolve("hub"), StoreOptions.foldingAt(100_000).withRoom(1));
        try {
            Thread.currentThread().interrupt();
            assertThat(StoredReading.all(store).equals(readings)).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        new Feed(store).apply(unsequenced("a", sample("pm10", NOW + 9, 9)));
        assertThat(store.fold()).isEqualTo(store.appliedPosition());
        assertThat(StoredReading.all(store)).hasSize(readings.size() + 1);
    }

    @Test
    void waitsWhileTheHeadIsFull() throws SQLException {
        int frames = ROOM + 20;
        CompletableFuture<Void> applied = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < frames; i++) {
                feed.apply(unsequenced("a", sample("pm10", NOW + i, i)));
            }
        });
        await().until(() -> store.statistics().headReadings() == ROOM);
        assertThat(applied).isNotDone();
        assertThat(StoredReading.all(store)).hasSize(ROOM);
        killWriter();
        assertThatThrownBy(store::fold).isInstanceOf(StoreException.class);
        assertThat(store.statistics().headReadings()).isEqualTo(ROOM);
        assertThat(applied).isNotDone();
        store.fold();
        applied.join();
        assertThat(store.statistics().headReadings()).isLessThanOrEqualTo(20);
        assertThat(StoredReading.all(store)).hasSize(frames);
    }

    private void applySomeMore() {
        feed.apply(
                sequenced("a", 7, 2, sample("pm10", NOW + 1, 20), sample("pm10", NOW + 2, 3)),
                event(NOW, Event.Type.OFFLINE, "a", "more"));
    }

    /** Everything that can be asked. */
    private record Content(
            List<DeviceRecord> devices,
            List<SeriesRecord> series,
            List<StoredReading> readings,
            List<NumberedEvent> events) {}

    private Content content() {
        return content(store);
    }

    private static Content content(H2ReadingStore store) {
        return new Content(
                store.devices(),
                store.series(SeriesSelection.ALL),
                StoredReading.all(store),
                store.events(new EventQuery(Set.of(), TimeRange.ALL, 100)));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends every session but this one and the first, which keeps the database open. */
    private void killWriter() throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            List<Integer> others = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT session_id FROM information_schema.sessions"
                    + " WHERE session_id <> SESSION_ID() ORDER BY session_id OFFSET 1 ROW")) {
                while (rows.next()) {
                    others.add(rows.getInt(1));
                }
            }
            for (int session : others) {
                statement.execute("CALL ABORT_SESSION(" + session + ")");
            }
        }
    }
}
