package hub.store;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.hubEvent;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.store.ReadingStore.NumberedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every reading store promises of events, and of what it remembers of devices. */
interface StoredEventsContract extends StoreUnderTest {

    @Test
    default void remembersTheMostRecentlyUsedEpochs() {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            for (int epoch = 1; epoch <= DeviceRecord.MAX_EPOCHS; epoch++) {
                feed.apply(sequenced("a", epoch, 10, sample("pm10", NOW + epoch, epoch)));
            }
            // Epoch 1 is used again, so 2 is the longest unused.
            feed.apply(sequenced("a", 1, 11, sample("pm10", NOW, 0)));
            store.fold();
            feed.apply(sequenced("a", 100, 1, sample("pm10", NOW, 0)));
            assertThat(resumed(store)).hasSize(DeviceRecord.MAX_EPOCHS).startsWith(100L, 1L, 64L, 63L);
            assertThat(resumed(store)).contains(3L).doesNotContain(2L);
        }
        try (ReadingStore store = openStore()) {
            assertThat(resumed(store)).hasSize(DeviceRecord.MAX_EPOCHS).startsWith(100L, 1L, 64L, 63L);
            new Feed(store).apply(sequenced("a", 0xFFFF_FFFFL, 0xFFFF_FFFFL, sample("pm10", NOW, 0)));
            assertThat(resumed(store)).startsWith(0xFFFF_FFFFL, 100L, 1L).doesNotContain(3L);
            assertThat(store.device(A).orElseThrow().resume().get(0).seq()).isEqualTo(0xFFFF_FFFFL);
        }
    }

    private static List<Long> resumed(ReadingStore store) {
        return store.device(A).orElseThrow().resume().stream()
                .map(ResumePoint::epoch)
                .toList();
    }

    @Test
    default void numbersEventsWithoutGapsOverRestarts() {
        for (int round = 0; round < 3; round++) {
            try (ReadingStore store = openStore()) {
                Feed feed = new Feed(store);
                feed.apply(hubEvent(NOW + round, "start " + round));
                if (round == 1) {
                    store.fold();
                }
                feed.apply(
                        event(NOW + round, Event.Type.ONLINE, "a", "round " + round),
                        event(NOW + round, Event.Type.CLOCK_AHEAD, "b", "round " + round));
                assertThat(numbers(store, Set.of(), TimeRange.ALL, 100))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 3 * round + 3).boxed().toList());
            }
        }
        try (ReadingStore store = openStore()) {
            new Feed(store).apply(event(NOW + 3, Event.Type.STALE, "a", ""));
            assertThat(numbers(store, Set.of(A), TimeRange.ALL, 100)).containsExactly(2L, 5L, 8L, 10L);
            assertThat(numbers(store, Set.of(A), TimeRange.ALL, 2)).containsExactly(8L, 10L);
            assertThat(numbers(store, Set.of(A), TimeRange.ALL, 1)).containsExactly(10L);
            assertThat(numbers(store, Set.of(A, B), new TimeRange(NOW + 1, NOW + 3), 3))
                    .containsExactly(6L, 8L, 9L);
            assertThat(numbers(store, Set.of(), new TimeRange(NOW + 1, NOW + 2), 100))
                    .containsExactly(4L, 5L, 6L);
            assertThat(store.device(A).orElseThrow().lastState().orElseThrow().type())
                    .isEqualTo(Event.Type.STALE);
            assertThat(store.device(B).orElseThrow().lastState()).isEmpty();
        }
    }

    private static List<Long> numbers(ReadingStore store, Set<DeviceId> devices, TimeRange range, int limit) {
        return store.events(new EventQuery(devices, range, limit)).stream()
                .map(NumberedEvent::number)
                .toList();
    }

    @Test
    default void keepsTheTextsOfEvents() {
        List<Event> events = List.of(
                new Event(NOW, Optional.of(A), Event.Type.OFFLINE, "no-heartbeat", "é\u0000\"'\n😀"),
                new Event(-1, Optional.empty(), Event.Type.HUB_STOPPED, "", "x".repeat(Event.MAX_DETAIL)));
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            events.forEach(event -> feed.apply(new Entry.Occurrence(event)));
        }
        try (ReadingStore store = openStore()) {
            assertThat(store.events(new EventQuery(Set.of(), TimeRange.ALL, 10)))
                    .extracting(NumberedEvent::event)
                    .isEqualTo(events);
        }
    }

    @Test
    default void findsEventsOfATimeAlthoughTheClockWasSetBack() {
        long[] times = {1, 50, 20, 30, 60, 10, 70, 40, 80, 80, 5, 90};
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            for (int i = 0; i < times.length; i++) {
                feed.apply(event(NOW + times[i], Event.Type.ONLINE, i % 3 == 0 ? "a" : "b", ""));
                if (i % 4 == 1) {
                    store.fold();
                }
            }
            for (int from = 0; from <= 91; from++) {
                for (int to = from; to <= 91; to++) {
                    TimeRange range = new TimeRange(NOW + from, NOW + to);
                    assertThat(numbers(store, Set.of(), range, 100))
                            .containsExactlyElementsOf(numbers(times, range, 1));
                    assertThat(numbers(store, Set.of(A), range, 100))
                            .containsExactlyElementsOf(numbers(times, range, 3));
                }
            }
        }
    }

    /** Of every so many-th event, those of a time. */
    private static List<Long> numbers(long[] times, TimeRange range, int step) {
        return LongStream.range(0, times.length)
                .filter(i -> i % step == 0 && range.contains(NOW + times[(int) i]))
                .mapToObj(i -> i + 1)
                .toList();
    }

    @Test
    default void remembersCommandsUntilTheyAreOver() {
        try (ReadingStore store = openStore()) {
            new Feed(store)
                    .apply(
                            command(1, Event.Type.COMMAND_ISSUED, "c-1"),
                            command(2, Event.Type.COMMAND_ISSUED, "c-2"),
                            command(3, Event.Type.COMMAND_ISSUED, "c-3"),
                            command(4, Event.Type.COMMAND_SENT, "c-1"));
            store.fold();
            new Feed(store)
                    .apply(command(5, Event.Type.COMMAND_SENT, "c-2"), event(NOW + 6, Event.Type.ONLINE, "a", ""));
            assertThat(open(store)).containsExactly("c-1 sent", "c-2 sent", "c-3");
        }
        try (ReadingStore store = openStore()) {
            assertThat(open(store)).containsExactly("c-1 sent", "c-2 sent", "c-3");
            assertThat(store.device(A).orElseThrow().lastState()).isPresent();
            Feed feed = new Feed(store);
            feed.apply(command(7, Event.Type.COMMAND_DONE, "c-2"), command(8, Event.Type.COMMAND_SENT, "c-9"));
            assertThat(open(store)).containsExactly("c-1 sent", "c-3");
            store.fold();
            feed.apply(command(9, Event.Type.COMMAND_FAILED, "c-1"), command(10, Event.Type.COMMAND_EXPIRED, "c-3"));
        }
        try (ReadingStore store = openStore()) {
            assertThat(store.openCommands()).isEmpty();
        }
    }

    private static Entry command(int at, Event.Type type, String id) {
        return new Entry.Occurrence(new Event(NOW + at, Optional.of(A), type, id, "{}"));
    }

    private static List<String> open(ReadingStore store) {
        return store.openCommands().getOrDefault(A, List.of()).stream()
                .map(open -> open.issued().event().reason() + (open.sent().isPresent() ? " sent" : ""))
                .toList();
    }
}
