package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.journal.Health.Failed;
import hub.journal.Health.Healthy;
import hub.journal.Health.Unwritable;
import java.io.IOException;
import java.time.Duration;
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
    private static final JournalOptions SMALL =
            JournalOptions.defaults().withSegmentBytes(4 << 10).withRetryEvery(Duration.ofMillis(1));
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
    void aFailedWriteIsNotAcknowledgedAndTheJournalGoesOnInAnotherFile() throws IOException {
        IOException failure = new IOException("ENOSPC, on purpose");
        long last;
        try (FileJournal journal = open()) {
            long before = Acknowledgement.of(journal, Replayed.bytes("before")).await();
            disk.failNextWrite(failure);
            Acknowledgement lost = Acknowledgement.of(journal, Replayed.bytes("lost"));
            lost.settled();
            assertThat(lost.isFailed()).isTrue();
            await().until(() -> journal.health() instanceof Healthy);
            last = Acknowledgement.of(journal, Replayed.bytes("after")).await();
            assertThat(last - before).as("a position is never used twice").isGreaterThan(4_000);
            assertThat(Replayed.all(journal).records()).containsExactly("before", "after");
        }
        disk.crash(new Random(3));
        assertThat(disk.segments()).hasSize(2);
        try (FileJournal journal = open()) {
            Replayed replayed = Replayed.all(journal);
            assertThat(replayed.records()).containsExactly("before", "after");
            assertThat(replayed.positions()).endsWith(last);
            assertThat(replayed.report().damaged()).isEmpty();
        }
    }

    @Test
    void aFullDiskFailsAppendsAndTheJournalGoesOnOnceThereIsSpace() throws IOException {
        List<String> durable = new ArrayList<>();
        try (FileJournal journal = open()) {
            durable.addAll(fill(journal, "a"));
            assertThat(journal.health()).isInstanceOfSatisfying(Unwritable.class, unwritable -> {
                assertThat(unwritable.cause()).hasMessage(SimulatedDisk.NO_SPACE);
                assertThat(unwritable.since()).isEqualTo(NOW);
            });
            assertThatThrownBy(() -> Acknowledgement.of(journal, new byte[1]))
                    .isInstanceOf(JournalClosedException.class)
                    .hasRootCauseMessage(SimulatedDisk.NO_SPACE);
            assertThat(journal.pendingBytes()).isZero();
            // So much for a restart: it finds what was acknowledged, and that there is no space.
            assertThat(Replayed.all(journal).records()).startsWith(durable.toArray(new String[0]));
            disk.full(false);
            await().until(() -> journal.health() instanceof Healthy);
            durable.addAll(fill(journal, "b"));
            disk.full(false);
            await().until(() -> journal.health() instanceof Healthy);
            Acknowledgement.of(journal, Replayed.bytes("last")).await();
            durable.add("last");
        }
        disk.crash(new Random(4));
        try (FileJournal journal = open()) {
            assertThat(Replayed.all(journal).records()).isEqualTo(durable);
            assertThat(Replayed.all(journal).report().damaged()).isEmpty();
        }
    }

    /** Appends until the disk is full; returns what was acknowledged. */
    private List<String> fill(Journal journal, String name) {
        List<String> durable = new ArrayList<>();
        disk.full(true);
        while (true) {
            String record = name + durable.size() + "x".repeat(700);
            Acknowledgement acknowledgement = Acknowledgement.of(journal, Replayed.bytes(record));
            acknowledgement.settled();
            if (acknowledgement.isFailed()) {
                assertThat(durable).isNotEmpty();
                return durable;
            }
            durable.add(record);
        }
    }

    @Test
    void aJournalThatCannotBeWrittenCanBeClosed() throws IOException {
        FileJournal journal =
                FileJournal.open(disk, SMALL.withRetryEvery(Duration.ofDays(1)), InstantSource.fixed(NOW));
        fill(journal, "a");
        journal.close();
        assertThatThrownBy(() -> Acknowledgement.of(journal, new byte[1])).isInstanceOf(JournalClosedException.class);
    }

    @Test
    void aForceThatFailsWhileASegmentIsMadeIsNotTriedAgainInThatFile() throws IOException {
        try (FileJournal journal = open()) {
            fill(journal, "a");
            disk.failNextForceOfAny(new IOException("EIO, on purpose"));
            disk.full(false);
            await().until(() -> journal.health() instanceof Healthy);
            Acknowledgement.of(journal, Replayed.bytes("next")).await();
        }
        disk.crash(new Random(5));
        try (FileJournal journal = open()) {
            assertThat(Replayed.all(journal).records()).endsWith("next");
        }
    }

    @Test
    void aFailedForceOfTheFullSegmentFailsTheRecordsInTheNext() throws IOException {
        FileJournal journal = open();
        SlowForce slow = new SlowForce();
        Acknowledgement first = Acknowledgement.of(journal, new byte[10]);
        slow.awaitBegun();
        Acknowledgement fits = Acknowledgement.of(journal, new byte[3_000]);
        Acknowledgement next = Acknowledgement.of(journal, new byte[3_000]);
        disk.beforeForce(() -> disk.failNextForce(new IOException("EIO, on purpose")));
        slow.release();
        first.settled();
        fits.settled();
        next.settled();
        journal.close();
        assertThat(first.isDurable()).isTrue();
        assertThat(fits.isFailed()).isTrue();
        assertThat(next.isFailed()).isTrue();
        assertThat(journal.health()).isInstanceOf(Failed.class);
        assertThat(disk.segments()).hasSize(1);
    }

    @Test
    void aLoneAppendIsForcedOnce() throws IOException {
        try (FileJournal journal = FileJournal.open(disk, SMALL.withSegmentBytes(1 << 20), InstantSource.fixed(NOW))) {
            int forces = disk.forces();
            for (int i = 0; i < 100; i++) {
                Acknowledgement.of(journal, new byte[100]).await();
            }
            assertThat(disk.forces()).isEqualTo(forces + 100);
        }
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
