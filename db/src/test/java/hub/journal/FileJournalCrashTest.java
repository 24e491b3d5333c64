package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Effort;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Power cuts at any moment: what was acknowledged survives, once and in order. */
class FileJournalCrashTest {
    private static final int ROUNDS = Effort.rounds(200, 10_000);
    private static final JournalOptions SMALL = JournalOptions.defaults().withSegmentBytes(4 << 10);

    @Test
    void acknowledgedRecordsSurvive() {
        int acknowledged = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            Round round = new Round(seed, false);
            assertThat(round.violation()).as("seed %d", seed).isEmpty();
            acknowledged += round.durable.size();
        }
        assertThat(acknowledged).as("the rounds are not empty").isGreaterThan(10 * ROUNDS);
    }

    @Test
    void aForceThatDoesNothingIsFoundOut() {
        int found = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            found += new Round(seed, true).violation().isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(ROUNDS * 3 / 4);
    }

    /** Several lives of one journal, each of which ends with the power. */
    private static final class Round {
        private final Random random;
        private final SimulatedDisk disk = new SimulatedDisk();
        private final TreeMap<Long, String> durable = new TreeMap<>();
        private final Set<String> appended = new HashSet<>();
        private long trimmed;

        Round(long seed, boolean lying) {
            random = new Random(seed);
            if (lying) {
                disk.lie();
            }
        }

        /** What is wrong, in words, or nothing. */
        String violation() {
            for (int life = 0; life < 5; life++) {
                boolean early = random.nextInt(4) == 0;
                disk.powerFailsAfter(early ? random.nextInt(12) : Long.MAX_VALUE);
                try (FileJournal journal = FileJournal.open(disk, SMALL, InstantSource.system())) {
                    String violation = check(journal);
                    if (!violation.isEmpty()) {
                        return violation;
                    }
                    live(journal);
                } catch (IOException | JournalException e) {
                    if (!isPowerOff(e)) {
                        return "cannot be opened or read: " + e;
                    }
                }
                disk.crash(random);
            }
            return "";
        }

        private void live(FileJournal journal) {
            disk.powerFailsAfter(random.nextInt(80));
            List<String> records = new ArrayList<>();
            List<Acknowledgement> all = new ArrayList<>();
            try {
                while (records.size() < 200) {
                    String record = appended.size() + ":" + "x".repeat(random.nextInt(1 << random.nextInt(12)));
                    appended.add(record);
                    records.add(record);
                    all.add(Acknowledgement.of(journal, Replayed.bytes(record)));
                    if (random.nextInt(3) == 0) {
                        all.get(all.size() - 1).settled();
                    }
                    if (random.nextInt(30) == 0) {
                        trim(journal);
                    }
                }
            } catch (JournalException e) {
                assertThat(isPowerOff(e)).isTrue();
            } finally {
                journal.close();
                for (int i = 0; i < all.size(); i++) {
                    if (all.get(i).isDurable()) {
                        durable.put(all.get(i).await(), records.get(i));
                    }
                }
            }
        }

        private static boolean isPowerOff(Throwable e) {
            Throwable cause = e.getCause();
            return SimulatedDisk.POWER_OFF.equals(e.getMessage()) || (cause != null && isPowerOff(cause));
        }

        private void trim(FileJournal journal) {
            trimmed = Math.max(trimmed, journal.durablePosition() - random.nextInt(10_000));
            journal.trim(trimmed);
        }

        private String check(FileJournal journal) {
            Replayed replayed = Replayed.all(journal);
            TreeMap<Long, String> found = new TreeMap<>();
            int newest = -1;
            for (int i = 0; i < replayed.records().size(); i++) {
                String record = replayed.records().get(i);
                int number = Integer.parseInt(record.substring(0, record.indexOf(':')));
                if (!appended.contains(record) || number <= newest) {
                    return "a record that was not appended, or not there: " + record;
                }
                newest = number;
                found.put(replayed.positions().get(i), record);
            }
            for (var entry : durable.tailMap(trimmed, false).entrySet()) {
                if (!entry.getValue().equals(found.get(entry.getKey()))) {
                    return "lost or other at " + entry.getKey() + ": " + entry.getValue();
                }
            }
            if (replayed.report().damaged().stream().anyMatch(Damage::acknowledged)) {
                return "taken for lost: " + replayed.report().damaged();
            }
            durable.putAll(found); // A replayed record is durable: whoever reads it may rely on it.
            return "";
        }
    }
}
