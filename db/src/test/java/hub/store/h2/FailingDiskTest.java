package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import hub.disk.MemoryDisk;
import hub.disk.MemoryDisk.Operation;
import hub.disk.MemoryDisk.Outcome;
import hub.journal.Damage;
import hub.journal.FileJournal;
import hub.journal.JournalException;
import hub.journal.JournalOnMemoryDisk;
import hub.journal.JournalOptions;
import hub.protocol.testing.Effort;
import hub.store.Ledger;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.Story;
import hub.store.StoryHub;
import hub.store.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One file operation after the other fails, under journal and database at once. Whatever fails, either all goes on, or the
 * hub is told; and what was acknowledged is there once, after a restart of the process and after one of the machine.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // Of work, not of waiting.
class FailingDiskTest {

    private static final JournalOptions SEGMENTS = JournalOptions.defaults().withSegmentBytes(4 << 10);
    private static final StoreOptions OPTIONS =
            StoreOptions.foldingAt(1_000_000).withRetention(Story.RETENTION);
    private static final List<Outcome> FAULTS = List.of(Outcome.ERROR, Outcome.NO_SPACE, Outcome.SHORT);

    @TempDir
    Path directory;

    private final long seed = Long.getLong("hub.seed", System.nanoTime());

    /** What a hub does in the life in which an operation fails. */
    private interface Work {
        void run(StoryHub hub, H2ReadingStore store, Ledger ledger);
    }

    /** From the first start on. */
    @Test
    void inALife() {
        failEach("a life", 120, 0, (hub, store, ledger) -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 25; i++) {
                hub.step(random, ledger);
            }
        });
    }

    @Test
    void inMergesAndRetention() {
        failEach("merges and retention", 60, 30, (hub, store, ledger) -> {
            try (Snapshot before = store.snapshot(SeriesSelection.ALL)) {
                List<StoredReading> readings = StoredReading.of(before, TimeRange.ALL);
                hub.maintain(ledger);
                store.compact();
                assertThat(StoredReading.of(before, TimeRange.ALL).equals(readings))
                        .as("what a question sees that began before")
                        .isTrue();
            }
        });
    }

    private void failEach(String what, int tries, int foldsBefore, Work work) {
        Attempt untroubled = new Attempt(foldsBefore, work);
        untroubled.run(Outcome.DONE, Long.MAX_VALUE);
        List<Long> operations = worthFailing(untroubled.kinds);
        int all = operations.size() * FAULTS.size();
        int chosen = Math.min(all, Effort.rounds(tries));
        AtomicInteger told = new AtomicInteger();
        List<String> violations = IntStream.range(0, chosen)
                .parallel()
                .mapToObj(i -> {
                    // Evenly over all of them, and not the same ones each time.
                    int number = (int) (((long) i * all / chosen + Math.floorMod(seed, all)) % all);
                    Outcome fault = FAULTS.get(number % FAULTS.size());
                    long operation = operations.get(number / FAULTS.size());
                    return failure(new Attempt(foldsBefore, work), fault, operation, told);
                })
                .filter(violation -> !violation.isEmpty())
                .toList();
        System.out.println(what + ": " + chosen + " of " + all + " faults in " + untroubled.kinds.size()
                + " operations, " + told
                + " of them told, -Dhub.seed=" + seed);
        assertThat(violations).isEmpty();
        assertThat(told.get()).isPositive();
    }

    /** All that change something, and as many of the others: a scan of the file alone is thousands of reads. */
    private static List<Long> worthFailing(List<Operation> kinds) {
        List<Long> worth = new ArrayList<>();
        List<Long> reads = new ArrayList<>();
        for (int number = 0; number < kinds.size(); number++) {
            (kinds.get(number) == Operation.READ ? reads : worth).add((long) number);
        }
        int step = Math.max(1, reads.size() / Math.max(1, worth.size()));
        IntStream.iterate(0, at -> at < reads.size(), at -> at + step).forEach(at -> worth.add(reads.get(at)));
        return worth.stream().sorted().toList();
    }

    private String failure(Attempt attempt, Outcome fault, long operation, AtomicInteger told) {
        try {
            attempt.run(fault, operation);
            told.addAndGet(attempt.told ? 1 : 0);
            return "";
        } catch (AssertionError | RuntimeException e) {
            return "-Dhub.seed=" + seed + " " + fault + " at " + operation + ", " + attempt.failed + ": " + e;
        }
    }

    /** One disk, of which one operation fails. */
    private final class Attempt {

        private final MemoryDisk disk = new MemoryDisk(new Random(seed));
        private final Ledger ledger = new Ledger(new Story(seed));
        private final int foldsBefore;
        private final Work work;
        private final List<Operation> kinds = new ArrayList<>();
        private boolean told;
        private String failed = "";

        Attempt(int foldsBefore, Work work) {
            this.foldsBefore = foldsBefore;
            this.work = work;
        }

        /** Lives one life in which an operation may fail, and two after it. */
        void run(Outcome fault, long operation) {
            if (foldsBefore > 0) {
                mustLive((hub, store, untouched) -> {
                    for (int i = 0; i < foldsBefore; i++) {
                        hub.append(5, 0, ledger);
                        hub.fold();
                    }
                });
            }
            disk.fate((number, kind, file) -> {
                kinds.add(kind);
                failed = number == operation ? kind + " of " + file : failed;
                return outcome(fault, operation, number, kind);
            });
            try {
                live(work);
            } catch (IOException | StoreException | JournalException e) {
                told = true;
            }
            disk.kill();
            mustLive((hub, store, untouched) -> hub.step(new SplittableRandom(operation), ledger));
            disk.crash();
            mustLive((hub, store, untouched) -> hub.step(new SplittableRandom(operation + 1), ledger));
        }

        /** A full disk stays full until the process ends; anything else happens once. */
        private static Outcome outcome(Outcome fault, long operation, long number, Operation kind) {
            boolean grows = kind == Operation.WRITE || kind == Operation.CREATE;
            if (fault == Outcome.NO_SPACE) {
                return number >= operation && grows ? Outcome.NO_SPACE : Outcome.DONE;
            }
            return number == operation ? fault : Outcome.DONE;
        }

        private void live(Work what) throws IOException {
            try (FileJournal journal = JournalOnMemoryDisk.open(disk, SEGMENTS);
                    H2ReadingStore store = open()) {
                StoryHub hub = new StoryHub(journal, store, ledger.story());
                assertThat(hub.report().damaged()).noneMatch(Damage::acknowledged);
                try {
                    what.run(hub, store, ledger);
                } catch (StoreException | JournalException e) {
                    told = true;
                    goOn(hub, store);
                }
            }
        }

        /** As a hub does that was told of a failure: it shows what it has, and tries again or fails again. */
        private void goOn(StoryHub hub, H2ReadingStore store) {
            for (Runnable step : List.<Runnable>of(
                    () -> ledger.verify(store),
                    hub::fold,
                    () -> hub.maintain(ledger),
                    () -> hub.append(3, 1, ledger))) {
                try {
                    step.run();
                } catch (StoreException | JournalException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }

        private void mustLive(Work what) {
            try {
                live((hub, store, same) -> {
                    ledger.verify(store);
                    what.run(hub, store, same);
                    ledger.verify(store);
                });
            } catch (IOException e) {
                throw new AssertionError("cannot be opened: " + e, e);
            }
        }

        private H2ReadingStore open() throws IOException {
            return H2ReadingStore.open(MemoryDiskPath.open(disk, directory), OPTIONS, System::nanoTime, 100_000);
        }
    }
}
