package hub.store;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.hubEvent;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static hub.store.TestEntries.unsequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.Channel;
import hub.protocol.Location;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.query.RawQuery;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every reading store does, whatever it stands on. */
public interface ReadingStoreContract extends StoredReadingsContract, StoredEventsContract, ErasureContract {

    @Test
    default void beginsEmpty() {
        try (ReadingStore store = openStore()) {
            assertThat(store.appliedPosition()).isZero();
            assertThat(store.foldedPosition()).isZero();
            assertThat(store.fold()).isZero();
            assertThat(store.devices()).isEmpty();
            assertThat(store.series(SeriesSelection.ALL)).isEmpty();
            assertThat(store.events(new EventQuery(Set.of(), TimeRange.ALL, 10)))
                    .isEmpty();
            assertThat(StoredReading.all(store)).isEmpty();
            assertThat(store.statistics().headReadings()).isZero();
        }
    }

    @Test
    default void showsWhatWasAppliedAtOnce() {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(sequenced("a", 7, 1, sample("pm10", NOW, 20.5), sample("pm2_5", NOW, 7.35)));
            assertThat(StoredReading.all(store))
                    .containsExactly(
                            new StoredReading(NOW, "a", "pm10", 20.5), new StoredReading(NOW, "a", "pm2_5", 7.35));
            assertThat(store.series(SeriesSelection.ALL))
                    .containsExactly(
                            new SeriesRecord(1, A, PM10, "µg/m³", NOW, 20.5),
                            new SeriesRecord(2, A, PM2_5, "µg/m³", NOW, 7.35));
            assertThat(store.device(A))
                    .contains(new DeviceRecord(
                            A,
                            Optional.empty(),
                            OptionalLong.of(NOW),
                            Optional.empty(),
                            List.of(new ResumePoint(7, 1))));
        }
    }

    @Test
    default void keepsEverythingOverReopening() {
        Hello hello = new Hello(
                Optional.of("2.1.0 \"é\""),
                OptionalDouble.of(145),
                Optional.of(new Location(57.17, -2.11)),
                List.of(new Channel(1000, new Metric("soil_moisture"), "%")));
        List<DeviceRecord> devices;
        List<SeriesRecord> series;
        List<StoredReading> readings;
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(
                    new Entry.Profile(A, NOW, hello),
                    sequenced("a", 7, 1, sample("pm10", NOW, 20.5), sample("soil_moisture", NOW, -0.0)),
                    sequenced("b", 9, 5, sample("pm2_5", NOW - 1, 7.35)),
                    event(NOW, Event.Type.OFFLINE, "a", "gone"));
            devices = store.devices();
            series = store.series(SeriesSelection.ALL);
            readings = StoredReading.all(store);
        }
        try (ReadingStore store = openStore()) {
            assertThat(store.appliedPosition()).isEqualTo(400);
            assertThat(store.foldedPosition()).isEqualTo(400);
            assertThat(store.devices()).isEqualTo(devices);
            assertThat(store.series(SeriesSelection.ALL)).isEqualTo(series);
            assertThat(StoredReading.all(store)).isEqualTo(readings).hasSize(3);
            assertThat(store.device(A).orElseThrow().profile()).contains(hello);
            assertThat(store.device(A).orElseThrow().lastState().orElseThrow().detail())
                    .isEqualTo("gone");
        }
    }

    @Test
    default void passesOverEntriesAtOrBeforeTheAppliedPosition() {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(
                    unsequenced("a", sample("pm10", NOW, 1)),
                    hubEvent(NOW, "first"),
                    unsequenced("a", sample("pm10", NOW, 2)));
            for (boolean folded : new boolean[] {false, true}) {
                if (folded) {
                    store.fold();
                }
                store.apply(feed.given());
                store.apply(List.of(new AppliedEntry(300, unsequenced("a", sample("pm10", NOW, 3)))));
                store.apply(List.of(new AppliedEntry(299, unsequenced("c", sample("pm10", NOW, 3)))));
                assertThat(StoredReading.all(store)).containsExactly(new StoredReading(NOW, "a", "pm10", 2));
                assertThat(store.events(new EventQuery(Set.of(), TimeRange.ALL, 10)))
                        .hasSize(1);
                assertThat(store.devices()).hasSize(1);
                assertThat(store.appliedPosition()).isEqualTo(300);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "folded", "reopened"})
    default void passesOverSequencedFramesThatItHas(String where) {
        ReadingStore store = openStore();
        try {
            new Feed(store)
                    .apply(
                            sequenced("a", 7, 5, sample("pm10", NOW, 1)),
                            sequenced("a", 7, 9, sample("pm10", NOW + 1, 2)));
            if (where.equals("folded")) {
                store.fold();
            } else if (where.equals("reopened")) {
                store.close();
                store = openStore();
            }
            new Feed(store)
                    .apply(
                            sequenced("a", 7, 9, sample("pm10", NOW + 2, 3)),
                            sequenced("a", 7, 4, sample("pm10", NOW + 3, 4)),
                            sequenced("a", 8, 4, sample("pm10", NOW + 4, 5)),
                            sequenced("b", 7, 9, sample("pm10", NOW + 5, 6)));
            assertThat(StoredReading.all(store))
                    .extracting(StoredReading::value)
                    .containsExactly(1.0, 2.0, 5.0, 6.0);
            assertThat(store.statistics().duplicates()).isEqualTo(2);
        } finally {
            store.close();
        }
    }

    @Test
    default void appliesEveryUnsequencedFrame() {
        try (ReadingStore store = openStore()) {
            new Feed(store)
                    .apply(
                            unsequenced("a", sample("pm10", NOW, 1)),
                            unsequenced("a", sample("pm10", NOW + 1, 2)),
                            unsequenced("a", sample("pm10", NOW, 3)));
            assertThat(StoredReading.all(store))
                    .extracting(StoredReading::value)
                    .containsExactly(3.0, 2.0);
            assertThat(store.device(A).orElseThrow().resume()).isEmpty();
        }
    }

    @Test
    default void foldsToTheAppliedPosition() {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(unsequenced("a", sample("pm10", NOW, 1)));
            assertThat(store.foldedPosition()).isZero();
            assertThat(store.fold()).isEqualTo(100);
            assertThat(store.fold()).isEqualTo(100);
            feed.apply(sequenced("a", 1, 1, sample("pm10", NOW, 1)));
            feed.apply(sequenced("a", 1, 1, sample("pm10", NOW, 1)));
            assertThat(store.statistics().headReadings()).isEqualTo(1);
            assertThat(store.fold()).isEqualTo(300);
            // Even where nothing came of an entry, it is not needed any more.
            feed.apply(sequenced("a", 1, 1, sample("pm10", NOW, 1)));
            assertThat(store.fold()).isEqualTo(400).isEqualTo(store.foldedPosition());
            assertThat(store.statistics()).satisfies(statistics -> {
                assertThat(statistics.headReadings()).isZero();
                assertThat(statistics.folds()).isEqualTo(3);
                assertThat(statistics.foldFailures()).isZero();
            });
        }
    }

    @Test
    default void showsAQueryTheStoreAsItWas() {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(unsequenced("a", sample("pm10", NOW, 1)));
            store.fold();
            feed.apply(unsequenced("a", sample("pm10", NOW + 1, 2)));
            List<StoredReading> before = StoredReading.all(store);
            try (ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL);
                    ReadingCursor started = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
                assertThat(started.next()).isTrue();
                feed.apply(unsequenced("a", sample("pm10", NOW, 10), sample("pm10", NOW + 2, 3)));
                feed.apply(unsequenced("b", sample("pm10", NOW, 4)));
                store.fold();
                feed.apply(unsequenced("a", sample("pm10", NOW + 1, 20)));
                assertThat(StoredReading.rest(cursor)).isEqualTo(before);
                assertThat(cursor.next()).isFalse();
                assertThat(StoredReading.rest(started)).isEqualTo(before.subList(1, 2));
            }
            assertThat(StoredReading.all(store))
                    .extracting(StoredReading::value)
                    .containsExactly(10.0, 4.0, 20.0, 3.0);
        }
    }

    @Test
    default void refusesToReadOnInAClosedCursor() {
        try (ReadingStore store = openStore()) {
            new Feed(store).apply(unsequenced("a", sample("pm10", NOW, 1)));
            ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL);
            cursor.close();
            cursor.close();
            assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void closesTwice() {
        ReadingStore store = openStore();
        new Feed(store).apply(unsequenced("a", sample("pm10", NOW, 1)));
        store.close();
        store.close();
        try (ReadingStore again = openStore()) {
            assertThat(StoredReading.all(again)).hasSize(1);
        }
    }
}
