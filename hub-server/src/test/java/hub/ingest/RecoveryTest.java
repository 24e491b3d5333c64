package hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.entry.Event;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.journal.JournalOptions;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.RetentionRules;
import hub.store.SeriesSelection;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.TimeRange;
import hub.store.h2.H2ReadingStore;
import hub.testing.Frames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The replay of a real journal into a real store, whatever the store has room for. */
class RecoveryTest {

    private static final int FRAMES = 2_000;

    @TempDir
    Path data;

    private Journal journal = unopened();

    @SuppressWarnings("NullAway") // Before each test there is one.
    private static Journal unopened() {
        return null;
    }

    /** Frames of one reading, and an event after every tenth. */
    @BeforeEach
    void write() {
        JournalOptions options = JournalOptions.defaults().withSegmentBytes(16 << 10);
        try (Journal written = FileJournal.open(data.resolve("journal"), options)) {
            for (int seq = 1; seq <= FRAMES; seq++) {
                ReadingsFrame frame = (ReadingsFrame) FrameDecoder.decode(Frames.at(1, seq), ChannelTable.STANDARD);
                append(written, new Entry.Readings(new DeviceId("A"), seq, frame, ChannelTable.STANDARD));
                if (seq % 10 == 0) {
                    append(
                            written,
                            new Entry.Occurrence(
                                    new Event(seq, Optional.empty(), Event.Type.HUB_STARTED, "", "for a test")));
                }
            }
        }
        journal = FileJournal.open(data.resolve("journal"), options);
    }

    private static void append(Journal journal, Entry entry) {
        journal.append(EntryCodec.encode(entry), new Journal.AppendListener() {
            @Override
            public void durable(long position) {}

            @Override
            public void failed(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void nothingIsFoldedBeforeTheStartIfMemoryTakesItAll() {
        recovers(StoreOptions.foldingAt(FRAMES), 0);
        recovers(StoreOptions.foldingAt(40).withRoomFor(1 << 30), 0);
    }

    @Test
    void aJournalWithMoreThanTheMemoryHoldsIsFoldedOnTheWay() {
        recovers(StoreOptions.foldingAt(40).withRoom(1), 1);
        recovers(StoreOptions.foldingAt(1).withRoom(1), 1);
        recovers(new StoreOptions(1_000_000, 4_096, 2, RetentionRules.KEEP_ALL, StoreOptions.USUAL_SETTLING), 1);
    }

    private void recovers(StoreOptions options, int atLeastFolds) {
        Path path = data.resolve("hub" + options.hashCode());
        try (H2ReadingStore store = H2ReadingStore.open(path, options)) {
            assertThat(Recovery.run(journal, store, options, System::nanoTime).records())
                    .isEqualTo(FRAMES + FRAMES / 10);
            assertThat(store.appliedPosition()).isEqualTo(journal.durablePosition());
            assertThat(store.statistics().folds() > 0).isEqualTo(atLeastFolds > 0);
            int readings = 0;
            try (ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
                while (cursor.next()) {
                    readings++;
                }
            }
            assertThat(readings).isEqualTo(FRAMES);
        }
    }

    @Test
    @Timeout(60)
    void aFoldThatFailsOnTheWayEndsTheStartAndDoesNotHangIt() {
        StoreOptions options = StoreOptions.foldingAt(40).withRoom(1);
        try (H2ReadingStore real = H2ReadingStore.open(data.resolve("hub"), options)) {
            ReadingStore store = (ReadingStore) Proxy.newProxyInstance(
                    ReadingStore.class.getClassLoader(),
                    new Class<?>[] {ReadingStore.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("fold")) {
                            throw new StoreException("no fold, on purpose", new IllegalStateException());
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            assertThatThrownBy(() -> Recovery.run(journal, store, options, System::nanoTime))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("on purpose");
        }
    }
}
