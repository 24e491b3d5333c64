package hub.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hub.entry.Entry;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.sql.SqlStoppedException.Stop;
import hub.sql.source.LocalSource;
import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import hub.testing.Frames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that hold up the hub wait; the others do not. */
class PacedStatementsTest {

    private static final SqlOptions OPTIONS = new SqlOptions(Duration.ofSeconds(1), 1_000, 1 << 20, 1);

    @TempDir
    private Path data;

    private ReadingStore store() {
        H2ReadingStore store = H2ReadingStore.open(data.resolve("hub"), StoreOptions.foldingAt(1_000_000));
        Entry readings = new Entry.Readings(
                new DeviceId("A"),
                Frames.BASE_MILLIS * 1_000,
                (ReadingsFrame)
                        FrameDecoder.decode(Frames.many(1, 1, Frames.BASE_MILLIS, 2_000), ChannelTable.STANDARD),
                ChannelTable.STANDARD);
        store.apply(List.of(new AppliedEntry(1, readings)));
        return store;
    }

    private static SqlQuestion question(String sql) {
        return SqlQuestion.of(sql, SqlFormat.CSV, false);
    }

    @Test
    void aStatementThatHoldsUpTheHubWaitsUntilItsTimeIsOver() throws IOException {
        AtomicLong paused = new AtomicLong();
        try (ReadingStore store = store();
                SqlService service = new SqlService(
                        new LocalSource(store, device -> "offline"),
                        System::nanoTime,
                        OPTIONS,
                        () -> paused.getAndAdd(1_000))) {
            SqlStoppedException stopped = catchThrowableOfType(
                    SqlStoppedException.class,
                    () -> service.run(question(SqlTest.ENDLESS), OutputStream.nullOutputStream()));
            assertThat(stopped.stop()).isEqualTo(Stop.TIMEOUT);
            assertThat(stopped)
                    .hasMessageContaining("took longer than PT1S, PT0.")
                    .hasMessageContaining("of it waiting, since statements held up the hub");
            assertThat(service.waitedSeconds()).isBetween(0.5, 1.1);
        }
    }

    @Test
    void oneThatDoesNotHasTheProcessorAllTheTime() throws IOException {
        try (ReadingStore store = store();
                SqlService service = new SqlService(
                        new LocalSource(store, device -> "offline"), System::nanoTime, OPTIONS, () -> 1_000_000)) {
            SqlStoppedException stopped = catchThrowableOfType(
                    SqlStoppedException.class,
                    () -> service.run(question(SqlTest.ENDLESS), OutputStream.nullOutputStream()));
            assertThat(stopped).hasMessageContaining("took longer than PT1S: ask for less");
            assertThat(service.waitedSeconds()).isZero();
        }
    }
}
