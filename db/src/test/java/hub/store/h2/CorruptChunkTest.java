package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static hub.store.TestEntries.unsequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.query.RawQuery;
import hub.store.Feed;
import hub.store.ReadingCursor;
import hub.store.SeriesSelection;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.TimeRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chunk that is not what it was: named, and never left out of an answer. */
class CorruptChunkTest {

    @TempDir
    Path directory;

    private Database database;
    private H2ReadingStore store;
    private Feed feed;

    @BeforeEach
    void open() {
        database = Database.open(Database.FILE_SYSTEM, directory.resolve("hub"), TestSettings.SOON);
        store = H2ReadingStore.open(database, StoreOptions.foldingAt(100).withRoom(1), System::nanoTime, 1_000);
        feed = new Feed(store);
        feed.apply(sequenced("a", 7, 1, sample("pm10", NOW, 1), sample("pm10", NOW + 1, 2)));
        store.fold();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void namesTheChunkThatIsCorrupt() throws SQLException {
        long chunk = count("SELECT MAX(id) FROM chunk");
        byte[] payload = payload(chunk);
        for (int i = 0; i < payload.length; i++) {
            byte[] flipped = payload.clone();
            flipped[i] ^= 0x10;
            setPayload(chunk, flipped);
            try (ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
                assertCorrupt(cursor::next, chunk);
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("chunk " + chunk + " ");
            }
        }
        setPayload(chunk, payload);
        assertThat(StoredReading.all(store)).hasSize(2);
    }

    @Test
    void neverLeavesACorruptChunkOut() throws SQLException {
        feed.apply(unsequenced("a", sample("pm10", NOW + 5, 5)));
        store.fold();
        feed.apply(unsequenced("a", sample("pm10", NOW + 7, 7)));
        long chunk = count("SELECT MAX(id) FROM chunk");
        setPayload(chunk, new byte[] {1, 2, 3, 4, 5, 6});
        List<Long> seen = new ArrayList<>();
        try (ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
            for (int i = 0; i < 5; i++) {
                try {
                    if (cursor.next()) {
                        seen.add(cursor.timeMicros());
                    }
                } catch (StoreException e) {
                    assertThat(e).hasMessageContaining("chunk " + chunk + " ");
                }
            }
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("chunk " + chunk + " ");
        }
        assertThat(seen).isSubsetOf(NOW, NOW + 1);
    }

    @Test
    void refusesThePayloadOfAnotherChunk() throws SQLException {
        feed.apply(unsequenced("a", sample("pm10", NOW + 5, 5)));
        store.fold();
        long chunk = count("SELECT MAX(id) FROM chunk");
        setPayload(chunk, payload(chunk - 1));
        assertThatThrownBy(() -> StoredReading.all(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("chunk " + chunk + " ");
    }

    private static void assertCorrupt(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, long chunk) {
        assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessageContaining("chunk " + chunk + " ");
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private byte[] payload(long chunk) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT payload FROM payload WHERE id = " + chunk)) {
            row.next();
            return row.getBytes(1);
        }
    }

    private void setPayload(long chunk, byte[] payload) throws SQLException {
        try (Connection connection = database.reader();
                PreparedStatement update = connection.prepareStatement("UPDATE payload SET payload = ? WHERE id = ?")) {
            update.setBytes(1, payload);
            update.setLong(2, chunk);
            update.executeUpdate();
        }
    }
}
