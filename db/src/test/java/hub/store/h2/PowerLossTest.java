package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import hub.disk.MemoryDisk;
import hub.disk.MemoryDisk.Outcome;
import hub.journal.Damage;
import hub.journal.FileJournal;
import hub.journal.JournalException;
import hub.journal.JournalOnMemoryDisk;
import hub.journal.JournalOptions;
import hub.protocol.testing.Effort;
import hub.store.Ledger;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.Story;
import hub.store.StoryHub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power cuts at any moment, under journal and database at once: of what was not forced, any part survives in both. What
 * was acknowledged is there afterwards, once; the rest is there as a beginning of what was sent, or not at all.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // Of work, not of waiting.
class PowerLossTest {

    private static final int ROUNDS = Effort.rounds(50);
    private static final int LIVES = 4;
    private static final JournalOptions SEGMENTS = JournalOptions.defaults().withSegmentBytes(4 << 10);

    @TempDir
    Path directory;

    /** What is done wrong, to see whether the test sees it. */
    private enum Mistake {
        NONE,
        JOURNAL_IS_NOT_FORCED,
        DATABASE_IS_NOT_FORCED,
        TRIMMED_BEFORE_THE_FOLD
    }

    @Test
    void nothingAcknowledgedIsLost() {
        Long only = Long.getLong("hub.seed");
        long first = only == null ? 0 : only;
        int rounds = only == null ? ROUNDS : 1;
        List<String> violations = IntStream.range(0, rounds)
                .parallel()
                .mapToObj(round -> new Round(first + round, Mistake.NONE))
                .map(round -> round.violation())
                .filter(violation -> !violation.isEmpty())
                .toList();
        System.out.println(rounds * LIVES + " power cuts, -Dhub.seed=" + first + " and up");
        assertThat(violations).isEmpty();
    }

    @Test
    void aJournalThatIsNotForcedIsFoundOut() {
        assertFound(Mistake.JOURNAL_IS_NOT_FORCED);
    }

    @Test
    void aDatabaseThatIsNotForcedIsFoundOut() {
        assertFound(Mistake.DATABASE_IS_NOT_FORCED);
    }

    @Test
    void trimmingBeforeTheFoldIsFoundOut() {
        assertFound(Mistake.TRIMMED_BEFORE_THE_FOLD);
    }

    private void assertFound(Mistake mistake) {
        int rounds = Math.max(20, ROUNDS / 10);
        long found = IntStream.range(0, rounds)
                .parallel()
                .mapToObj(seed -> new Round(seed, mistake).violation())
                .filter(violation -> !violation.isEmpty())
                .count();
        System.out.println(mistake + " found in " + found + " of " + rounds + " rounds");
        assertThat(found).as("%s, of %d rounds", mistake, rounds).isPositive();
    }

    /** Several lives of one hub, each of which ends with the power. */
    private final class Round {

        private final long seed;
        private final SplittableRandom random;
        private final MemoryDisk disk;
        private final Ledger ledger;
        private final Mistake mistake;

        Round(long seed, Mistake mistake) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.disk = new MemoryDisk(new Random(seed));
            this.ledger = new Ledger(new Story(seed));
            this.mistake = mistake;
        }

        /** What is wrong, in words, or nothing. */
        String violation() {
            for (int life = 0; life < LIVES; life++) {
                lie(mistake);
                if (random.nextInt(4) == 0) {
                    powerFailsAfter(random.nextInt(120));
                }
                String violation = live();
                disk.crash();
                if (!violation.isEmpty()) {
                    return "-Dhub.seed=" + seed + " life " + life + ": " + violation;
                }
            }
            lie(Mistake.NONE);
            return live();
        }

        private void lie(Mistake about) {
            disk.lie(name -> (about == Mistake.JOURNAL_IS_NOT_FORCED && name.startsWith(JournalOnMemoryDisk.PREFIX))
                    || (about == Mistake.DATABASE_IS_NOT_FORCED && name.startsWith("hub.")));
        }

        private void powerFailsAfter(int operations) {
            disk.fate((number, operation, file) -> number < operations ? Outcome.DONE : Outcome.POWER_OFF);
        }

        private String live() {
            try (FileJournal journal = JournalOnMemoryDisk.open(disk, SEGMENTS);
                    H2ReadingStore store = open()) {
                StoryHub hub = new StoryHub(journal, store, ledger.story());
                if (hub.report().damaged().stream().anyMatch(Damage::acknowledged)) {
                    return "taken for lost: " + hub.report();
                }
                ledger.verify(store);
                if (mistake == Mistake.TRIMMED_BEFORE_THE_FOLD) {
                    hub.trimTooEarly(() -> powerFailsAfter(random.nextInt(8)));
                }
                live(hub);
                return "";
            } catch (AssertionError e) {
                return "" + e.getMessage();
            } catch (IOException | StoreException | JournalException e) {
                return disk.isOff() ? "" : "cannot be opened or read: " + e;
            }
        }

        /** Until the power fails, or until the hub is closed, in which it may fail, too. */
        private void live(StoryHub hub) {
            powerFailsAfter(random.nextInt(1 << random.nextInt(5, 11)));
            for (int steps = random.nextInt(100); steps > 0; steps--) {
                hub.step(random, ledger);
            }
        }

        private H2ReadingStore open() throws IOException {
            StoreOptions options = StoreOptions.foldingAt(1_000_000).withRetention(Story.RETENTION);
            return H2ReadingStore.open(MemoryDiskPath.open(disk, directory), options, System::nanoTime, 100_000);
        }
    }
}
