package hub.store;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.hubEvent;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static hub.store.TestEntries.unsequenced;
import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.ReadingStore.NumberedEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every reading store forgets of a device that is erased, wherever it stands, and what it keeps of others. */
interface ErasureContract extends StoreUnderTest {

    /** What a device and its neighbour leave behind. */
    private static Entry[] history() {
        Hello hello = new Hello(Optional.of("v1"), OptionalDouble.of(60), Optional.empty(), List.of());
        return new Entry[] {
            hubEvent(NOW, "began"),
            new Entry.Profile(A, NOW, hello),
            event(NOW + 1, Event.Type.ONLINE, "a", "secret of a"),
            event(NOW + 2, Event.Type.ONLINE, "b", "of b"),
            sequenced("a", 7, 5, sample("pm10", NOW, 1), sample("own", NOW, 2)),
            sequenced("b", 7, 5, sample("pm10", NOW, 3)),
            new Entry.Occurrence(new Event(NOW + 3, Optional.of(A), Event.Type.COMMAND_ISSUED, "c-1", "{}")),
            event(NOW + 4, Event.Type.OFFLINE, "a", "secret of a")
        };
    }

    private static Entry erasure() {
        return new Entry.Erasure(A, NOW + 5);
    }

    private static void assertNothingOfA(ReadingStore store) {
        assertThat(store.device(A)).isEmpty();
        assertThat(store.devices()).extracting(DeviceRecord::id).containsExactly(B);
        assertThat(store.series(SeriesSelection.ALL))
                .extracting(SeriesRecord::device)
                .containsExactly(B);
        assertThat(StoredReading.all(store)).extracting(StoredReading::value).containsExactly(3.0);
        assertThat(store.openCommands()).isEmpty();
        assertThat(events(store, Set.of())).containsExactly(1L, 3L);
        assertThat(events(store, Set.of(A))).isEmpty();
        assertThat(events(store, Set.of(B))).containsExactly(3L);
    }

    private static List<Long> events(ReadingStore store, Set<DeviceId> devices) {
        return store.events(new EventQuery(devices, TimeRange.ALL, 100)).stream()
                .map(NumberedEvent::number)
                .toList();
    }

    /** @param folds before which of three steps the store is folded: the erasure, its being asked, its restart */
    @ParameterizedTest
    @ValueSource(strings = {"", "erasure", "question", "restart", "erasure question", "erasure question restart"})
    default void forgetsAllOfADeviceForGood(String folds) {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(history());
            foldIf(folds.contains("erasure"), store);
            feed.apply(erasure());
            assertNothingOfA(store);
            foldIf(folds.contains("question"), store);
            assertNothingOfA(store);
            while (store.maintain(NOW)) {
                assertNothingOfA(store);
            }
            foldIf(folds.contains("restart"), store);
        }
        try (ReadingStore store = openStore()) {
            assertNothingOfA(store);
            store.compact();
            assertNothingOfA(store);
        }
    }

    private static void foldIf(boolean due, ReadingStore store) {
        if (due) {
            assertThat(store.fold()).isEqualTo(store.appliedPosition());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void aDeviceThatComesAgainBeginsAnew(boolean folded) {
        int before;
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(history());
            foldIf(folded, store);
            before = store.series(SeriesSelection.ALL).stream()
                    .mapToInt(SeriesRecord::number)
                    .max()
                    .orElseThrow();
            feed.apply(erasure(), event(NOW + 6, Event.Type.ONLINE, "a", "again"));
            // A number that was there before, and a time.
            feed.apply(sequenced("a", 7, 5, sample("pm10", NOW + 1, 8)), unsequenced("a", sample("own", NOW + 2, 9)));
            assertThat(store.statistics().duplicates()).isZero();
            assertBegunAnew(store, before);
        }
        try (ReadingStore store = openStore()) {
            assertBegunAnew(store, before);
            store.compact();
            assertBegunAnew(store, before);
        }
    }

    private static void assertBegunAnew(ReadingStore store, int lastSeries) {
        DeviceRecord again = store.device(A).orElseThrow();
        assertThat(again.profile()).isEmpty();
        assertThat(again.resume()).hasSize(1);
        assertThat(again.lastState().orElseThrow().detail()).isEqualTo("again");
        assertThat(store.series(new SeriesSelection(Set.of(A), Set.of())))
                .extracting(SeriesRecord::number)
                .allMatch(number -> number > lastSeries);
        assertThat(StoredReading.all(store)).extracting(StoredReading::value).containsExactly(3.0, 8.0, 9.0);
        assertThat(events(store, Set.of(A))).containsExactly(6L);
        assertThat(events(store, Set.of())).containsExactly(1L, 3L, 6L);
        assertThat(store.openCommands()).isEmpty();
    }

    @Test
    default void isRepeatedWithWhatCameBeforeAndAfter() {
        List<AppliedEntry> given;
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(history());
            store.fold();
            feed.apply(erasure(), sequenced("a", 7, 1, sample("pm10", NOW, 8)), erasure());
            given = feed.given();
        }
        try (ReadingStore store = openStore()) {
            store.apply(given);
            assertNothingOfA(store);
        }
    }

    @Test
    default void leavesAQuestionWhatItSawWhenItBegan() {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(history());
            store.fold();
            feed.apply(sequenced("a", 7, 6, sample("pm10", NOW + 1, 4)));
            try (Snapshot before = store.snapshot(SeriesSelection.ALL)) {
                feed.apply(erasure());
                store.fold();
                assertThat(store.maintain(NOW)).isTrue();
                assertThat(StoredReading.of(before, TimeRange.ALL)).hasSize(4);
            }
            assertNothingOfA(store);
        }
    }

    @Test
    default void isNothingForADeviceThatIsUnknown() {
        try (ReadingStore store = openStore()) {
            new Feed(store).apply(erasure());
            assertThat(store.devices()).isEmpty();
            assertThat(store.fold()).isEqualTo(store.appliedPosition()).isPositive();
        }
    }
}
