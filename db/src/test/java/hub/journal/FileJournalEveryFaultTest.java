package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.journal.FaultyFiles.Fault;
import hub.journal.Health.Failed;
import hub.journal.Health.Unwritable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every file operation of a whole life fails in turn: what was acknowledged is there after a crash, once and in order,
 * and the journal goes on by itself unless a force was what failed.
 */
class FileJournalEveryFaultTest {
    private static final JournalOptions SMALL =
            JournalOptions.defaults().withSegmentBytes(4 << 10).withRetryEvery(Duration.ofMillis(1));
    private static final int RECORDS = 60;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void nothingAcknowledgedIsLost(Fault fault) throws IOException {
        int wentOn = 0;
        int failed = 0;
        boolean happened = true;
        for (int before = 0; happened; before++) {
            Life life = new Life(fault, before);
            happened = life.files.happened();
            life.check();
            wentOn += life.wentOn ? 1 : 0;
            failed += life.failed ? 1 : 0;
            assertThat(before).as("operations of one life").isLessThan(10_000);
        }
        assertThat(failed).as("lives that ended with a failed force").isPositive();
        if (fault != Fault.SHORT) {
            assertThat(wentOn).as("lives that went on after a failed write").isPositive();
        }
    }

    /** Writes, rolls, trims and uses files again; one operation fails. */
    private static final class Life {
        private final SimulatedDisk disk = new SimulatedDisk();
        private final FaultyFiles files;
        private final String name;
        private final Map<Long, String> durable = new LinkedHashMap<>();
        private final List<String> appended = new ArrayList<>();
        private long trimmed;
        private boolean wentOn;
        private boolean failed;

        Life(Fault fault, int before) {
            files = new FaultyFiles(disk, fault, before);
            name = fault + " of operation " + before;
            try (FileJournal journal = FileJournal.open(files, SMALL, InstantSource.system())) {
                while (appended.size() < RECORDS && !failed) {
                    append(journal);
                    if (appended.size() % 20 == 0) {
                        trim(journal);
                    }
                }
            } catch (IOException | JournalException e) {
                assertThat(files.happened()).as(name + ": " + e).isTrue(); // It was not even opened.
            }
        }

        /** Two at a time, so that there are groups. */
        private void append(FileJournal journal) {
            List<String> records = new ArrayList<>();
            List<Acknowledgement> all = new ArrayList<>();
            try {
                for (int i = 0; i < 2; i++) {
                    String record = appended.size() + ":" + "x".repeat(300 + appended.size());
                    appended.add(record);
                    records.add(record);
                    all.add(Acknowledgement.of(journal, Replayed.bytes(record)));
                }
            } catch (JournalClosedException e) {
                assertThat(files.happened()).as(name).isTrue();
            }
            for (int i = 0; i < all.size(); i++) {
                all.get(i).settled();
                if (all.get(i).isDurable()) {
                    durable.put(all.get(i).await(), records.get(i));
                } else {
                    awaitDecision(journal);
                }
            }
        }

        private void awaitDecision(FileJournal journal) {
            await(name)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !(journal.health() instanceof Unwritable));
            failed = journal.health() instanceof Failed;
            wentOn = !failed;
        }

        private void trim(FileJournal journal) {
            long position = journal.durablePosition() - 3_000;
            trimmed = Math.max(trimmed, position);
            try {
                journal.trim(position);
            } catch (JournalException e) {
                assertThat(files.happened()).as(name).isTrue();
            }
        }

        void check() throws IOException {
            if (!failed) {
                // Only a life whose every write counts may go on to the end.
                assertThat(durable.size()).as(name).isGreaterThanOrEqualTo(files.happened() ? 0 : RECORDS);
            }
            disk.crash(new Random(name.hashCode()));
            try (FileJournal journal = FileJournal.open(disk, SMALL, InstantSource.system())) {
                Replayed replayed = Replayed.all(journal);
                assertThat(replayed.report().damaged()).as(name).noneMatch(Damage::acknowledged);
                assertThat(appended).as(name).containsAll(replayed.records());
                assertThat(replayed.records()).as(name).doesNotHaveDuplicates();
                Map<Long, String> found = new LinkedHashMap<>();
                for (int i = 0; i < replayed.records().size(); i++) {
                    found.put(replayed.positions().get(i), replayed.records().get(i));
                }
                durable.forEach((position, record) -> {
                    if (position > trimmed) {
                        assertThat(found).as(name).containsEntry(position, record);
                    }
                });
                Acknowledgement.of(journal, Replayed.bytes("next")).await();
            }
        }
    }
}
