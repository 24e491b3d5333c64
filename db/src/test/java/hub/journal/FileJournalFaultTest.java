package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.journal.Health.Failed;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What the journal does when the disk is slow, fails, or writes less than it is asked. */
class FileJournalFaultTest {
    private static final JournalOptions SMALL = JournalOptions.defaults().withSegmentBytes(4 << 10);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void nothingIsAcknowledgedAfterAFailedForceAndItIsNotTriedAgain() throws IOException {
        IOException failure = new IOException("EIO, on purpose");
        FileJournal journal = open();
        Acknowledgement first = Acknowledgement.of(journal, new byte[10]);
        long durable = first.await();
        int forces = disk.forces();
        SlowForce slow = new SlowForce();
        disk.failNextForce(failure);
        Acknowledgement inTheForce = Acknowledgement.of(journal, new byte[10]);
        slow.awaitBegun();
        List<Acknowledgement> waiting = appendMany(journal, 20);
        slow.release();
        inTheForce.settled();
        waiting.forEach(Acknowledgement::settled);
        journal.close();

        assertThat(inTheForce.isFailed()).isTrue();
        assertThat(waiting).allMatch(Acknowledgement::isFailed);
        assertThat(journal.health()).isEqualTo(new Failed(failure, NOW));
        assertThat(journal.durablePosition()).isEqualTo(durable);
        assertThat(journal.pendingBytes()).isZero();
        assertThatThrownBy(() -> Acknowledgement.of(journal, new byte[1]))
                .isInstanceOf(JournalClosedException.class)
                .hasCause(failure);
        assertThat(disk.forces()).isEqualTo(forces + 1);
    }

    @Test
    void aFailedWriteIsAsFatal() throws IOException {
        IOException failure = new IOException("ENOSPC, on purpose");
        FileJournal journal = open();
        Acknowledgement.of(journal, new byte[10]).await();
        int forces = disk.forces();
        disk.failNextWrite(failure);
        Acknowledgement lost = Acknowledgement.of(journal, new byte[10]);
        lost.settled();
        journal.close();
        assertThat(lost.isFailed()).isTrue();
        assertThat(journal.health()).isEqualTo(new Failed(failure, NOW));
        assertThat(disk.forces()).isEqualTo(forces);
    }

    @Test
    void aFailedForceOfTheFullSegmentFailsTheRecordsInTheNext() throws IOException {
        FileJournal journal = open();
        Acknowledgement.of(journal, new byte[3_000]).await();
        disk.failNextForce(new IOException("EIO, on purpose"));
        Acknowledgement next = Acknowledgement.of(journal, new byte[3_000]);
        next.settled();
        journal.close();
        assertThat(next.isFailed()).isTrue();
        assertThat(disk.segments()).hasSize(1);
    }

    @Test
    void whatIsReadAfterAFailedForceIsWrittenAgainBeforeItCounts() throws IOException {
        FileJournal journal = open();
        disk.failNextForce(new IOException("EIO, on purpose"));
        Acknowledgement.of(journal, Replayed.bytes("readable, clean, and not on the medium"))
                .settled();
        journal.close();
        disk.kill();
        try (FileJournal second = open()) {
            assertThat(Replayed.all(second).records()).hasSize(1);
        }
        disk.crash(new Random(1));
        try (FileJournal third = open()) {
            assertThat(Replayed.all(third).records()).containsExactly("readable, clean, and not on the medium");
        }
    }

    @Test
    void shortWritesAreCompleted() throws IOException {
        disk.writeShort(new Random(7));
        List<String> records = new ArrayList<>();
        try (FileJournal journal = open()) {
            for (int i = 0; i < 300; i++) {
                records.add(i + "x".repeat(i));
                Acknowledgement.of(journal, Replayed.bytes(records.get(i)));
            }
        }
        disk.crash(new Random(8));
        try (FileJournal journal = open()) {
            assertThat(Replayed.all(journal).records()).isEqualTo(records);
        }
    }

    @Test
    void whatArrivesDuringAForceIsOneGroup() throws IOException {
        try (FileJournal journal =
                FileJournal.open(disk, JournalOptions.defaults().withSegmentBytes(1 << 20), () -> NOW)) {
            int forces = disk.forces();
            SlowForce slow = new SlowForce();
            Acknowledgement first = Acknowledgement.of(journal, new byte[10]);
            slow.awaitBegun();
            List<Acknowledgement> waiting = appendMany(journal, 1_000);
            assertThat(first.isDurable()).isFalse();
            assertThat(journal.pendingBytes()).isEqualTo(1_001 * 10);
            slow.release();
            waiting.forEach(Acknowledgement::await);
            assertThat(disk.forces()).isEqualTo(forces + 2);
        }
    }

    @Test
    void aSpareIsPreparedBeforeItIsNeeded() throws IOException {
        try (FileJournal journal = open()) {
            for (int i = 0; i < 50; i++) {
                Acknowledgement.of(journal, new byte[4_000]).await();
            }
            // The spare is prepared on a thread of its own once a segment is half full; then a roll only renames it.
            await().until(() -> disk.list().contains("next.spare"));
        }
    }

    private FileJournal open() throws IOException {
        return FileJournal.open(disk, SMALL, InstantSource.fixed(NOW));
    }

    private static List<Acknowledgement> appendMany(Journal journal, int count) {
        List<Acknowledgement> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Acknowledgement.of(journal, new byte[10]));
        }
        return all;
    }

    /** Holds the next force until it is released. */
    private final class SlowForce {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final Semaphore released = new Semaphore(0);

        SlowForce() {
            disk.beforeForce(() -> {
                begun.countDown();
                released.acquireUninterruptibly();
            });
        }

        void awaitBegun() {
            await().until(() -> begun.getCount() == 0);
        }

        void release() {
            released.release(Integer.MAX_VALUE / 2);
        }
    }
}
