package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.journal.Journal.AppendListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every journal does, whatever it stands on. */
interface JournalContract {

    /** Opens the journal of this test: empty the first time, later with what was left in it. */
    Journal openJournal();

    @Test
    default void beginsEmptyAndHealthy() {
        try (Journal journal = openJournal()) {
            assertThat(journal.health()).isInstanceOf(Health.Healthy.class);
            assertThat(journal.pendingBytes()).isZero();
            assertThat(journal.oldestPosition()).isEqualTo(journal.durablePosition());
            assertThat(Replayed.all(journal).report()).isEqualTo(new ReplayReport(0, 0, List.of(), 0));
        }
    }

    @Test
    default void tellsTheListenersInTheOrderOfTheCalls() {
        List<Integer> told = Collections.synchronizedList(new ArrayList<>());
        List<Long> positions = Collections.synchronizedList(new ArrayList<>());
        try (Journal journal = openJournal()) {
            for (int i = 0; i < 500; i++) {
                int number = i;
                journal.append(record("record " + i), (Durable) position -> {
                    told.add(number);
                    positions.add(position);
                });
            }
        }
        assertThat(told).isEqualTo(IntStream.range(0, 500).boxed().toList());
        assertThat(positions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void isDurableUpToThePositionByTheTimeTheListenerHears() {
        List<Long> behind = Collections.synchronizedList(new ArrayList<>());
        try (Journal journal = openJournal()) {
            for (int i = 0; i < 200; i++) {
                journal.append(record("record " + i), (Durable) position -> {
                    if (journal.durablePosition() < position) {
                        behind.add(position);
                    }
                });
            }
        }
        assertThat(behind).isEmpty();
    }

    @Test
    default void replaysAfterReopeningWhatWasAppendedFromAnyPosition() {
        List<String> records =
                IntStream.range(0, 50).mapToObj(i -> "record " + i).toList();
        List<Long> positions = appendAll(records);
        try (Journal journal = openJournal()) {
            assertThat(Replayed.all(journal).records()).isEqualTo(records);
            assertThat(Replayed.all(journal)).isEqualTo(Replayed.all(journal));
            for (int i = 0; i < positions.size(); i++) {
                Replayed rest = Replayed.from(positions.get(i), journal);
                assertThat(rest.records()).isEqualTo(records.subList(i + 1, records.size()));
                assertThat(rest.positions()).isEqualTo(positions.subList(i + 1, records.size()));
            }
        }
    }

    @Test
    default void goesOnAfterReopeningWithGreaterPositions() {
        List<Long> before = appendAll(List.of("a", "b"));
        List<Long> after = appendAll(List.of("c"));
        assertThat(after.get(0)).isGreaterThan(before.get(1));
        try (Journal journal = openJournal()) {
            assertThat(Replayed.all(journal).records()).containsExactly("a", "b", "c");
            assertThat(journal.durablePosition()).isGreaterThanOrEqualTo(after.get(0));
        }
    }

    @Test
    default void refusesToReplayFromOutsideItself() {
        List<Long> positions = appendAll(List.of("a"));
        try (Journal journal = openJournal()) {
            long end = journal.durablePosition();
            assertThat(end).isGreaterThanOrEqualTo(positions.get(0));
            assertThatThrownBy(() -> Replayed.from(end + 1, journal)).isInstanceOf(JournalException.class);
            assertThatThrownBy(() -> Replayed.from(journal.oldestPosition() - 1, journal))
                    .isInstanceOf(JournalException.class);
        }
    }

    @Test
    default void takesRecordsOfOneByteAndOfSixteenMebibytesAndNoOthers() {
        byte[] longest = new byte[Journal.MAX_RECORD_BYTES];
        new Random(1).nextBytes(longest);
        try (Journal journal = openJournal()) {
            Acknowledgement.of(journal, new byte[] {7}).await();
            Acknowledgement.of(journal, longest).await();
            Acknowledgement.of(journal, new byte[] {8}).await();
            assertThatThrownBy(() -> journal.append(ByteBuffer.allocate(0), new Acknowledgement()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Acknowledgement.of(journal, new byte[Journal.MAX_RECORD_BYTES + 1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (Journal journal = openJournal()) {
            List<String> records = Replayed.all(journal).records();
            assertThat(records).hasSize(3);
            assertThat(records.get(1).equals(Replayed.text(longest))).isTrue();
        }
    }

    @Test
    default void takesThePartOfAnyKindOfBufferBetweenPositionAndLimit() {
        try (Journal journal = openJournal()) {
            ByteBuffer direct = ByteBuffer.allocateDirect(9)
                    .put(Replayed.bytes("xx-direct"))
                    .position(3);
            for (ByteBuffer buffer : List.of(
                    ByteBuffer.wrap(Replayed.bytes("xx-part-xx"), 3, 4),
                    ByteBuffer.wrap(Replayed.bytes("x-slice")).position(2).slice(),
                    ByteBuffer.wrap(Replayed.bytes("read-only")).asReadOnlyBuffer(),
                    direct)) {
                journal.append(buffer, new Acknowledgement());
            }
            Acknowledgement.of(journal, Replayed.bytes("end")).await();
            assertThat(Replayed.all(journal).records()).containsExactly("part", "slice", "read-only", "direct", "end");
        }
    }

    @Test
    default void drainsWhenClosedAndTakesNothingAfterwards() {
        Journal journal = openJournal();
        List<Acknowledgement> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(Acknowledgement.of(journal, Replayed.bytes("record " + i)));
        }
        journal.close();
        journal.close();
        assertThat(all).allMatch(Acknowledgement::isDurable);
        assertThat(journal.pendingBytes()).isZero();
        assertThatThrownBy(() -> Acknowledgement.of(journal, new byte[1])).isInstanceOf(JournalClosedException.class);
    }

    @Test
    default void outlivesAListenerThatThrows() {
        try (Journal journal = openJournal()) {
            journal.append(record("a"), (Durable) position -> {
                throw new IllegalStateException("a listener with a bug, on purpose");
            });
            Acknowledgement.of(journal, Replayed.bytes("b")).await();
            assertThat(journal.health()).isInstanceOf(Health.Healthy.class);
        }
    }

    @Test
    default void takesAppendsFromItsOwnListeners() {
        try (Journal journal = openJournal()) {
            Acknowledgement second = new Acknowledgement();
            journal.append(record("a"), (Durable) position -> journal.append(record("b"), second));
            second.await();
            assertThat(Replayed.all(journal).records()).containsExactly("a", "b");
        }
    }

    @Test
    default void keepsWhatManyThreadsAppendOnceAndInTheirOrder() throws InterruptedException {
        int threads = 4;
        int each = 2_000;
        try (Journal journal = openJournal()) {
            List<Thread> appenders = IntStream.range(0, threads)
                    .mapToObj(t -> new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            journal.append(record(t + ":" + i), (Durable) position -> {});
                        }
                    }))
                    .toList();
            appenders.forEach(Thread::start);
            for (Thread appender : appenders) {
                appender.join();
            }
        }
        try (Journal journal = openJournal()) {
            List<String> records = Replayed.all(journal).records();
            assertThat(records).hasSize(threads * each);
            for (int t = 0; t < threads; t++) {
                String prefix = t + ":";
                assertThat(records.stream().filter(r -> r.startsWith(prefix)).toList())
                        .isEqualTo(IntStream.range(0, each)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
        }
    }

    @Test
    default void trimsNothingThatIsAfterThePositionAndKeepsItsPlaceWhenAllIsTrimmed() {
        List<String> records = IntStream.range(0, 300)
                .mapToObj(i -> "record " + i + "x".repeat(100))
                .toList();
        List<Long> positions = appendAll(records);
        try (Journal journal = openJournal()) {
            journal.trim(positions.get(199));
            assertThat(journal.oldestPosition()).isLessThanOrEqualTo(positions.get(199));
            assertThat(Replayed.from(positions.get(199), journal).records()).isEqualTo(records.subList(200, 300));
            journal.trim(Long.MAX_VALUE);
        }
        try (Journal journal = openJournal()) {
            assertThat(journal.durablePosition()).isGreaterThanOrEqualTo(positions.get(299));
            assertThat(Replayed.from(positions.get(299), journal).records()).isEmpty();
        }
        assertThat(appendAll(List.of("next")).get(0)).isGreaterThan(positions.get(299));
    }

    /** Appends in one life of the journal; returns the positions, all durable. */
    private List<Long> appendAll(List<String> records) {
        try (Journal journal = openJournal()) {
            List<Acknowledgement> all = records.stream()
                    .map(record -> Acknowledgement.of(journal, Replayed.bytes(record)))
                    .toList();
            return all.stream().map(Acknowledgement::await).toList();
        }
    }

    private static ByteBuffer record(String text) {
        return ByteBuffer.wrap(Replayed.bytes(text));
    }

    /** A listener that expects no failure. */
    @FunctionalInterface
    interface Durable extends AppendListener {
        @Override
        default void failed(Throwable cause) {
            throw new AssertionError("the append has failed", cause);
        }
    }
}
