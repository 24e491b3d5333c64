package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import hub.disk.MemoryDisk;
import hub.journal.FileJournal;
import hub.journal.JournalException;
import hub.journal.JournalOnMemoryDisk;
import hub.journal.JournalOptions;
import hub.protocol.testing.Effort;
import hub.store.Ledger;
import hub.store.RetentionRules;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.StoreContent;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.Story;
import hub.store.StoryHub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One flipped bit, anywhere: the store shows what it would show without, or says what is wrong. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // Of work, not of waiting.
class BitFlipTest {

    private static final JournalOptions SEGMENTS = JournalOptions.defaults().withSegmentBytes(16 << 10);
    private static final StoreOptions OPTIONS = StoreOptions.foldingAt(1_000_000);
    private static final String DATABASE = "hub.mv.db";

    @TempDir
    static Path directory;

    private static final Story STORY = new Story(1);
    private static final Set<StoredReading> SENT = new HashSet<>();

    private static Map<String, byte[]> image = Map.of();
    private static StoreContent content = new StoreContent(List.of(), List.of(), List.of(), List.of(), List.of());

    /** What becomes of a flip. */
    private enum Outcome {
        NO_DIFFERENCE,
        REFUSED_WHEN_OPENED,
        REFUSED_WHEN_ASKED,
        REFUSED_WHEN_MAINTAINED,
        REPORTED_BY_THE_JOURNAL
    }

    private record Flip(String file, long bit) {}

    /** Merged chunks and others, payloads that wait to be deleted, and a journal that goes on behind the last fold. */
    @BeforeAll
    static void write() throws IOException {
        MemoryDisk disk = new MemoryDisk(new Random(1));
        Ledger ledger = new Ledger(STORY);
        try (FileJournal journal = JournalOnMemoryDisk.open(disk, SEGMENTS);
                H2ReadingStore store = open(disk)) {
            StoryHub hub = new StoryHub(journal, store, STORY);
            tell(hub, ledger, 15);
            hub.maintain(ledger);
        } // H2 removes most of what is dead when it is closed, so that a flip meets what is not.
        try (FileJournal journal = JournalOnMemoryDisk.open(disk, SEGMENTS);
                H2ReadingStore store = open(disk)) {
            StoryHub hub = new StoryHub(journal, store, STORY);
            tell(hub, ledger, 5);
            try (Snapshot reader = store.snapshot(SeriesSelection.ALL)) {
                assertThat(reader.series()).isNotEmpty();
                hub.maintain(ledger);
                hub.append(300, 0, ledger);
                image = disk.image();
                ledger.verify(store);
                content = StoreContent.of(store);
                assertThat(store.statistics().garbagePayloads()).isPositive();
                assertThat(store.statistics().mergedChunks()).isPositive();
                assertThat(store.statistics().chunks()).isGreaterThan(4);
            }
        }
        for (int number = 0; number < ledger.acknowledged(); number++) {
            SENT.addAll(STORY.readings(number));
        }
        assertThat(check(new MemoryDisk(new Random(2)))).isEqualTo(Outcome.NO_DIFFERENCE);
    }

    private static void tell(StoryHub hub, Ledger ledger, int folds) {
        for (int i = 0; i < folds; i++) {
            hub.append(60, 1, ledger);
            hub.fold();
        }
    }

    private static H2ReadingStore open(MemoryDisk disk) throws IOException {
        return H2ReadingStore.open(
                MemoryDiskPath.open(disk, directory),
                OPTIONS.withRetention(RetentionRules.KEEP_ALL),
                System::nanoTime,
                100_000);
    }

    @Test
    void ofTheDatabase() {
        flip(Effort.rounds(1_000), List.of(DATABASE), Outcome.REFUSED_WHEN_ASKED);
    }

    @Test
    void ofTheJournal() {
        List<String> segments = image.keySet().stream()
                .filter(file -> file.startsWith(JournalOnMemoryDisk.PREFIX))
                .toList();
        flip(Effort.rounds(200), segments, Outcome.REPORTED_BY_THE_JOURNAL);
    }

    private static void flip(int flips, List<String> files, Outcome usual) {
        long seed = Long.getLong("hub.seed", System.nanoTime());
        Map<Outcome, Integer> tally = new EnumMap<>(Outcome.class);
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        IntStream.range(0, flips).parallel().forEach(number -> {
            Flip flip = any(new SplittableRandom(seed + number), files);
            try {
                Outcome outcome = check(flipped(flip));
                synchronized (tally) {
                    tally.merge(outcome, 1, Integer::sum);
                }
            } catch (IOException | RuntimeException | Error e) {
                wrong.add(flip + ": " + e + " at " + e.getStackTrace()[0]);
            }
        });
        System.out.println("flipped bits of " + files.size() + " files, " + bits(files) / 8 + " bytes (-Dhub.seed="
                + seed + "): " + tally + ", wrong " + wrong.size());
        assertThat(wrong).as("-Dhub.seed=%d", seed).isEmpty();
        assertThat(tally).containsKey(usual);
    }

    private static Flip any(SplittableRandom random, List<String> files) {
        long bit = random.nextLong(bits(files));
        for (String file : files) {
            if (bit < 8L * bytes(file).length) {
                return new Flip(file, bit);
            }
            bit -= 8L * bytes(file).length;
        }
        throw new IllegalStateException("beyond the files");
    }

    private static long bits(List<String> files) {
        return files.stream().mapToLong(file -> 8L * bytes(file).length).sum();
    }

    private static byte[] bytes(String file) {
        byte[] bytes = image.get(file);
        if (bytes == null) {
            throw new IllegalArgumentException(file);
        }
        return bytes;
    }

    private static MemoryDisk flipped(Flip flip) {
        byte[] bytes = bytes(flip.file()).clone();
        bytes[(int) (flip.bit() / 8)] ^= (byte) (1 << (flip.bit() % 8));
        Map<String, byte[]> other = new TreeMap<>(image);
        other.put(flip.file(), bytes);
        MemoryDisk disk = new MemoryDisk(new Random(flip.bit()));
        disk.put(other);
        return disk;
    }

    private static Outcome check(MemoryDisk disk) throws IOException {
        if (disk.list().isEmpty()) {
            disk.put(image);
        }
        Outcome refused = Outcome.REFUSED_WHEN_OPENED;
        try (FileJournal journal = JournalOnMemoryDisk.open(disk, SEGMENTS);
                H2ReadingStore store = open(disk)) {
            StoryHub hub = new StoryHub(journal, store, STORY);
            boolean damaged =
                    hub.report().tornBytes() > 0 || !hub.report().damaged().isEmpty();
            refused = Outcome.REFUSED_WHEN_ASKED;
            compare(StoreContent.of(store), damaged);
            refused = Outcome.REFUSED_WHEN_MAINTAINED;
            hub.fold();
            hub.maintain(new Ledger(STORY));
            store.compact();
            compare(StoreContent.of(store), damaged);
            return damaged ? Outcome.REPORTED_BY_THE_JOURNAL : Outcome.NO_DIFFERENCE;
        } catch (StoreException | JournalException e) {
            assertThat(e.getMessage()).isNotBlank();
            return refused;
        }
    }

    /** When the journal says that records are lost, what is there must have been sent: perhaps not last. */
    private static void compare(StoreContent found, boolean damaged) {
        if (damaged) {
            assertThat(SENT.containsAll(found.readings())).as("readings").isTrue();
            assertThat(new HashSet<>(found.readings())).hasSameSizeAs(found.readings());
        } else {
            assertThat(found.equals(content)).as("the same content").isTrue();
        }
    }
}
