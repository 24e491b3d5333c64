package hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.entry.Event;
import hub.ingest.DeviceLedger.Admission;
import hub.journal.FileJournal;
import hub.journal.JournalOptions;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.query.RawQuery;
import hub.store.DeviceRecord;
import hub.store.EventQuery;
import hub.store.ReadingCursor;
import hub.store.SeriesSelection;
import hub.store.StoreOptions;
import hub.store.TimeRange;
import hub.store.h2.H2ReadingStore;
import hub.testing.BreakableJournal;
import hub.testing.Frames;
import hub.time.Clocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that is slow or that fails, under the real ingest and the real store. */
class JournalFailureTest {

    @TempDir
    Path data;

    private BreakableJournal journal = unopened();
    private H2ReadingStore store = unstored();
    private Ingest ingest = unmade();

    @SuppressWarnings("NullAway") // Before each test there is one.
    private static BreakableJournal unopened() {
        return null;
    }

    @SuppressWarnings("NullAway")
    private static H2ReadingStore unstored() {
        return null;
    }

    @SuppressWarnings("NullAway")
    private static Ingest unmade() {
        return null;
    }

    @BeforeEach
    void open() {
        journal = new BreakableJournal(FileJournal.open(
                data.resolve("journal"), JournalOptions.defaults().withSegmentBytes(1 << 20)));
        store = H2ReadingStore.open(
                data.resolve("hub"), StoreOptions.foldingAt(1_000_000).withRoom(1));
        ingest = new Ingest(journal, store, Clocks.system(), IngestLimits.DEFAULT);
        ingest.start();
    }

    @AfterEach
    void close() {
        journal.close();
        ingest.close();
        store.close();
    }

    /** A connection that only counts what it hears. */
    private static final class Link implements DeviceLink {
        @Override
        public void erased() {}

        private final AtomicInteger durable = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        @Override
        public Executor thread() {
            return Runnable::run;
        }

        @Override
        public void durable() {
            durable.incrementAndGet();
        }

        @Override
        public void room() {}

        @Override
        public void replaced() {}

        @Override
        public void journalFailed() {
            failed.incrementAndGet();
        }
    }

    private static ReadingsFrame frame(long seq) {
        return (ReadingsFrame) FrameDecoder.decode(Frames.at(1, seq), ChannelTable.STANDARD);
    }

    private Admission submit(DeviceLedger ledger, Link link, long seq) {
        return ingest.submit(ledger, link, frame(seq), ChannelTable.STANDARD);
    }

    private DeviceLedger ledger(String device) {
        return ingest.ledger(new DeviceId(device)).orElseThrow();
    }

    @Test
    void afterAFailureNothingIsDurableAndEveryDeviceIsSentAway() {
        Link a = new Link();
        Link b = new Link();
        DeviceLedger ledgerA = ledger("A");
        ledgerA.attach(a, older -> assertThat(older).isEmpty());
        ledger("B").attach(b, older -> {});
        submit(ledgerA, a, 1);
        Awaitility.await().until(() -> a.durable.get() == 1);
        journal.breakDown();
        assertThat(submit(ledgerA, a, 2)).isEqualTo(Admission.NEW);
        assertThat(ingest.failure()).isPresent();
        assertThat(submit(ledgerA, a, 3)).isEqualTo(Admission.UNAVAILABLE);
        assertThat(a.failed).hasValue(1);
        assertThat(b.failed).hasValue(1);
        assertThat(a.durable).hasValue(1);
        assertThat(ledgerA.durable(1, 2)).isEqualTo(1);
        assertThat(ledgerA.resume()).hasValue(List.of(new ResumePoint(1, 1)));
        ingest.goOnIfPossible();
        assertThat(ingest.failure()).isPresent();
    }

    @Test
    void whatWasRefusedForWantOfSpaceIsTakenOnceThereIsSomeAndIsNoDuplicate() {
        Link old = new Link();
        DeviceLedger ledger = ledger("A");
        ledger.attach(old, older -> {});
        submit(ledger, old, 1);
        Awaitility.await().until(() -> ingest.inFlightBytes() == 0);
        journal.hold();
        submit(ledger, old, 2);
        submit(ledger, old, 3);
        ingest.record(event("before", 5));
        journal.breakDown();
        ingest.record(event("while", 6));
        assertThat(submit(ledger, old, 4)).isEqualTo(Admission.UNAVAILABLE);
        assertThat(ingest.inFlightBytes()).isZero();
        assertThat(ingest.counters().snapshot()).isEqualTo(new IngestCounters.Snapshot(3, 1, 0, 2, 0, 1, 0));

        journal.repair();
        ingest.goOnIfPossible();
        assertThat(ingest.failure()).isEmpty();
        assertThat(submit(ledger, old, 5)).as("behind a gap").isEqualTo(Admission.UNAVAILABLE);
        Link next = new Link();
        ledger.attach(next, older -> {});
        assertThat(ledger.resume()).hasValue(List.of(new ResumePoint(1, 1)));
        for (int seq = 2; seq <= 5; seq++) {
            assertThat(submit(ledger, next, seq)).isEqualTo(Admission.NEW);
        }
        Awaitility.await().until(() -> ingest.inFlightBytes() == 0);
        assertThat(next.failed).hasValue(0);
        assertThat(ledger.durable(1, 5)).isEqualTo(5);
        assertThat(ingest.counters().snapshot()).isEqualTo(new IngestCounters.Snapshot(7, 5, 0, 2, 0, 5, 0));
        assertThat(stored()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(store.events(new EventQuery(Set.of(), TimeRange.ALL, 10)))
                .extracting(numbered -> numbered.event().detail())
                .containsExactly("before", "while");
    }

    @Test
    void anEpochOfWhichNothingCouldBeWrittenIsForgotten() {
        Link link = new Link();
        DeviceLedger ledger = ledger("A");
        ledger.attach(link, older -> {});
        journal.breakDown();
        submit(ledger, link, 1);
        assertThat(ledger.resume()).hasValue(List.of());
    }

    @Test
    void aStoreThatHasFailedIsNotTakenForAFullDisk() {
        Link link = new Link();
        DeviceLedger ledger = ledger("A");
        ledger.attach(link, older -> {});
        ingest.addListener(entries -> {
            throw new AssertionError("a defect, on purpose");
        });
        submit(ledger, link, 1);
        Awaitility.await().until(() -> ingest.failure().isPresent());
        ingest.goOnIfPossible();
        assertThat(ingest.failure()).isPresent();
    }

    private static Entry event(String detail, long timeMicros) {
        return new Entry.Occurrence(new Event(timeMicros, Optional.empty(), Event.Type.HUB_STARTED, "", detail));
    }

    private List<Double> stored() {
        List<Double> values = new ArrayList<>();
        try (ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
            while (cursor.next()) {
                values.add(cursor.value());
            }
        }
        return values;
    }

    @Test
    void framesOfTwoConnectionsAreJournalledInTheOrderOfTheirAdmission() throws Exception {
        Link old = new Link();
        Link next = new Link();
        DeviceLedger ledger = ledger("A");
        ledger.attach(old, older -> {});
        CountDownLatch release = new CountDownLatch(1);
        journal.block(release);
        Thread first = new Thread(() -> submit(ledger, old, 5), "first");
        first.start();
        Awaitility.await().until(() -> first.getState() == Thread.State.WAITING);
        journal.block(new CountDownLatch(0));
        Thread second = new Thread(
                () -> {
                    ledger.attach(next, older -> {});
                    submit(ledger, next, 5);
                    submit(ledger, next, 6);
                },
                "second");
        second.start();
        Awaitility.await()
                .until(() -> second.getState() == Thread.State.BLOCKED || second.getState() == Thread.State.TERMINATED);
        release.countDown();
        first.join();
        second.join();
        Awaitility.await().until(() -> ingest.inFlightBytes() == 0);
        try (ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).isEqualTo(5);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).isEqualTo(6);
            assertThat(cursor.next()).isFalse();
        }
        assertThat(ledger.durable(1, 6)).isEqualTo(6);
    }

    @Test
    void anEpochThatIsForgottenIsDurableAsFarAsItWasAccepted() {
        Link link = new Link();
        DeviceLedger ledger = ledger("A");
        ledger.attach(link, older -> {});
        for (int epoch = 1; epoch <= 2 * DeviceRecord.MAX_EPOCHS; epoch++) {
            ReadingsFrame frame = (ReadingsFrame) FrameDecoder.decode(Frames.at(epoch, 4), ChannelTable.STANDARD);
            assertThat(ingest.submit(ledger, link, frame, ChannelTable.STANDARD))
                    .isEqualTo(Admission.NEW);
            if (epoch == DeviceRecord.MAX_EPOCHS) {
                // Only what is durable is forgotten.
                Awaitility.await().until(() -> ingest.inFlightBytes() == 0);
            }
        }
        assertThat(ledger.durable(1, 4)).isEqualTo(4);
    }
}
