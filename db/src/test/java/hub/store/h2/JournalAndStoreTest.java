package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.entry.Event;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.journal.JournalOptions;
import hub.journal.ReplayReport;
import hub.store.AppliedEntry;
import hub.store.DataDirectory;
import hub.store.DeviceRecord;
import hub.store.EventQuery;
import hub.store.Progress;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.TimeRange;
import hub.store.backup.Backup;
import hub.store.backup.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journal and store as the hub puts them together: append, apply, fold, trim; after a restart, replay. */
class JournalAndStoreTest {

    private static final JournalOptions OPTIONS = JournalOptions.defaults().withSegmentBytes(16 << 10);

    @TempDir
    Path temporary;

    @Test
    void keepsEverythingThroughFoldsTrimsRestartsAndCrashes() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Path path = temporary.resolve("life0");
        Content content = new Content(List.of(), List.of(), List.of(), List.of());
        int number = 0;
        boolean trimmed = false;
        for (int life = 1; life <= 8; life++) {
            Path next = path;
            try (DataDirectory directory = DataDirectory.open(path);
                    Journal journal = FileJournal.open(directory.journal(), OPTIONS);
                    ReadingStore store = H2ReadingStore.open(
                            directory.database(),
                            StoreOptions.foldingAt(1_000_000).withRoom(1))) {
                replay(journal, store);
                assertThat(content(store)).as("seed %d life %d", seed, life).isEqualTo(content);
                for (int step = 0; step < 30; step++) {
                    number = appendAndApply(journal, store, number, 1 + random.nextInt(20));
                    if (random.nextInt(6) == 0) {
                        journal.trim(store.fold());
                        trimmed |= journal.oldestPosition() > 0;
                    }
                }
                content = content(store);
                if (random.nextBoolean()) {
                    next = crash(directory, temporary.resolve("life" + life));
                }
            }
            path = next;
        }
        assertThat(trimmed).isTrue();
        assertThat(content.readings()).hasSize(2 * number);
    }

    /** At each step of the copy more is appended, folded and trimmed. */
    @Test
    void aBackupHasNoGapWhateverHappensMeanwhile() {
        Path backup = temporary.resolve("backup");
        AtomicInteger number = new AtomicInteger();
        try (DataDirectory directory = DataDirectory.open(temporary.resolve("data"));
                Journal journal = FileJournal.open(directory.journal(), OPTIONS);
                ReadingStore store = H2ReadingStore.open(directory.database(), StoreOptions.foldingAt(1_000_000));
                RegistryFile registry = RegistryFile.open(directory.registry())) {
            Runnable goOn = () -> number.set(appendAndApply(journal, store, number.get(), 200));
            goOn.run();
            journal.trim(store.fold());
            goOn.run();
            long before = journal.oldestPosition();
            Backup.online(directory, journal, store, registry::image, backup, (what, done, total) -> {
                goOn.run();
                journal.trim(store.fold());
            });
            assertThat(number).hasValueGreaterThan(800);
            journal.trim(store.foldedPosition());
            assertThat(journal.oldestPosition()).isGreaterThan(before);
        }
        requireAllUpTo(400, backup);
    }

    /** The values in a backup are 0, 1, 2 …, so many or more. */
    private void requireAllUpTo(int least, Path backup) {
        Path restored = temporary.resolve("restored");
        Restore.run(backup, restored, Progress.NONE);
        try (DataDirectory directory = DataDirectory.openExisting(restored);
                Journal journal = FileJournal.open(directory.journal(), OPTIONS);
                ReadingStore store = H2ReadingStore.open(directory.database(), StoreOptions.foldingAt(1_000_000))) {
            replay(journal, store);
            List<Double> values = StoredReading.all(store).stream()
                    .filter(reading -> reading.metric().equals("pm10"))
                    .map(StoredReading::value)
                    .toList();
            assertThat(values)
                    .hasSizeGreaterThanOrEqualTo(least)
                    .isEqualTo(IntStream.range(0, values.size())
                            .mapToObj(value -> (double) value)
                            .toList());
        }
    }

    private static int appendAndApply(Journal journal, ReadingStore store, int from, int count) {
        List<Entry> entries = new ArrayList<>();
        List<CompletableFuture<Long>> positions = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            entries.add(sequenced("d" + i % 3, 1, i + 1, sample("pm10", NOW + i, i), sample("own", NOW + i, -i)));
            entries.add(event(NOW + i, Event.Type.ofCode(1 + i % 3), "d" + i % 3, "event " + i));
        }
        entries.forEach(entry -> positions.add(append(journal, entry)));
        List<AppliedEntry> batch = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            batch.add(new AppliedEntry(positions.get(i).join(), entries.get(i)));
        }
        store.apply(batch);
        return from + count;
    }

    private static CompletableFuture<Long> append(Journal journal, Entry entry) {
        CompletableFuture<Long> durable = new CompletableFuture<>();
        journal.append(EntryCodec.encode(entry), new Journal.AppendListener() {
            @Override
            public void durable(long position) {
                durable.complete(position);
            }

            @Override
            public void failed(Throwable cause) {
                durable.completeExceptionally(cause);
            }
        });
        return durable;
    }

    private static void replay(Journal journal, ReadingStore store) {
        ReplayReport report = journal.replay(
                store.foldedPosition(),
                (position, record) -> store.apply(List.of(new AppliedEntry(position, EntryCodec.decode(record)))));
        assertThat(report.damaged()).isEmpty();
        assertThat(store.appliedPosition()).isEqualTo(journal.durablePosition());
    }

    private static Path crash(DataDirectory directory, Path to) throws IOException {
        DirectoryCopy.of(directory.path(), to);
        DirectoryCopy.of(directory.journal(), to.resolve("journal"));
        assertThat(Files.exists(to.resolve("hub.mv.db"))).isTrue();
        return to;
    }

    private record Content(
            List<DeviceRecord> devices,
            List<SeriesRecord> series,
            List<StoredReading> readings,
            List<NumberedEvent> events) {}

    private static Content content(ReadingStore store) {
        return new Content(
                store.devices(),
                store.series(SeriesSelection.ALL),
                StoredReading.all(store),
                store.events(new EventQuery(Set.of(), TimeRange.ALL, EventQuery.MAX_LIMIT)));
    }
}
