package hub.store;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.frame;
import static hub.store.TestEntries.hubEvent;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;
import static hub.store.TestEntries.unsequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.protocol.Metric;
import hub.protocol.Timestamps;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.store.ReadingStore.NumberedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every reading store does, whatever it stands on. */
public interface ReadingStoreContract {

    /**
     * Opens the store of this test: empty the first time, later as it was when closed. It has room for 100,000 readings
     * without a fold.
     */
    ReadingStore openStore();

    long MINUTE = 60_000_000L;
    DeviceId A = new DeviceId("a");
    DeviceId B = new DeviceId("b");
    Metric PM10 = new Metric("pm10");
    Metric PM2_5 = new Metric("pm2_5");

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

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    default void replacesTheValueOfTheSameSeriesAndTime(boolean foldBetween, boolean foldAfter) {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(
                    unsequenced("a", sample("pm10", NOW, 1), sample("pm10", NOW + 1, 2), sample("pm10", NOW + 2, 3)));
            if (foldBetween) {
                store.fold();
            }
            feed.apply(
                    unsequenced("a", sample("pm10", NOW + 2, 30), sample("pm10", NOW + 1, 20)),
                    unsequenced("a", sample("pm10", NOW + 1, 10), sample("pm2_5", NOW, -1)));
            if (foldAfter) {
                store.fold();
            }
            assertThat(StoredReading.all(store))
                    .containsExactly(
                            new StoredReading(NOW, "a", "pm10", 1),
                            new StoredReading(NOW, "a", "pm2_5", -1),
                            new StoredReading(NOW + 1, "a", "pm10", 10),
                            new StoredReading(NOW + 2, "a", "pm10", 30));
            assertThat(store.series(new SeriesSelection(Set.of(), Set.of(PM10)))
                            .get(0)
                            .lastValue())
                    .isEqualTo(30);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void takesTheLastOfEqualTimesInsideOneFrame(boolean folded) {
        try (ReadingStore store = openStore()) {
            new Feed(store)
                    .apply(unsequenced("a", sample("pm10", NOW, 3), sample("pm10", NOW, 1), sample("pm10", NOW, 2)));
            if (folded) {
                store.fold();
            }
            assertThat(StoredReading.all(store)).containsExactly(new StoredReading(NOW, "a", "pm10", 2));
            assertThat(store.series(SeriesSelection.ALL).get(0).lastValue()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void takesReadingsInAnyOrderAndYearsLate(boolean folded) {
        long[] times = {
            NOW,
            NOW - MINUTE,
            NOW - 30L * 365 * 1440 * MINUTE,
            NOW - 1,
            NOW + MINUTE,
            0,
            -1,
            Timestamps.MIN_MICROS + (1L << 32)
        };
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            for (int i = 0; i < times.length; i++) {
                feed.apply(unsequenced("a", sample("pm10", times[i], i)));
                if (folded) {
                    store.fold();
                }
            }
            assertThat(StoredReading.all(store))
                    .extracting(StoredReading::time)
                    .containsExactlyElementsOf(
                            LongStream.of(times).sorted().boxed().toList());
            assertThat(store.series(SeriesSelection.ALL))
                    .containsExactly(new SeriesRecord(1, A, PM10, "µg/m³", NOW + MINUTE, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void readsHalfOpenRanges(boolean folded) {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            for (int i = 0; i < 3_000; i++) {
                feed.apply(unsequenced("a", sample("pm10", 10L * i, i)));
            }
            if (folded) {
                store.fold();
            }
            assertThat(times(store, 0, 30_000)).hasSize(3_000);
            assertThat(times(store, 10_230, 10_250)).containsExactly(10_230L, 10_240L);
            assertThat(times(store, 10_231, 10_241)).containsExactly(10_240L);
            assertThat(times(store, 29_990, 29_991)).containsExactly(29_990L);
            assertThat(times(store, 29_991, 40_000)).isEmpty();
            assertThat(times(store, -5, 1)).containsExactly(0L);
            assertThat(times(store, -5, 0)).isEmpty();
            assertThat(times(store, 50, 50)).isEmpty();
            assertThat(times(store, Long.MIN_VALUE, 1)).containsExactly(0L);
            assertThat(times(store, 29_990, Long.MAX_VALUE)).containsExactly(29_990L);
        }
    }

    private static List<Long> times(ReadingStore store, long from, long to) {
        return StoredReading.query(store, SeriesSelection.ALL, new TimeRange(from, to)).stream()
                .map(StoredReading::time)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void ordersByTimeThenDeviceThenMetric(boolean folded) {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            for (String device : List.of("b", "a", "B", "a-1")) {
                feed.apply(unsequenced(
                        device,
                        sample("pm2_5", NOW + 1, 1),
                        sample("pm10", NOW, 2),
                        sample("pm2_5", NOW, 3),
                        sample("Zeta", NOW, 4)));
            }
            if (folded) {
                store.fold();
            }
            assertThat(StoredReading.all(store))
                    .extracting(reading -> (reading.time() - NOW) + " " + reading.device() + " " + reading.metric())
                    .containsExactly(
                            "0 B Zeta",
                            "0 B pm10",
                            "0 B pm2_5",
                            "0 a Zeta",
                            "0 a pm10",
                            "0 a pm2_5",
                            "0 a-1 Zeta",
                            "0 a-1 pm10",
                            "0 a-1 pm2_5",
                            "0 b Zeta",
                            "0 b pm10",
                            "0 b pm2_5",
                            "1 B pm2_5",
                            "1 a pm2_5",
                            "1 a-1 pm2_5",
                            "1 b pm2_5");
            assertThat(store.devices())
                    .extracting(device -> device.id().value())
                    .containsExactly("B", "a", "a-1", "b");
            assertThat(store.series(new SeriesSelection(Set.of(B, A), Set.of())))
                    .extracting(series -> series.device() + " " + series.metric())
                    .containsExactly("a Zeta", "a pm10", "a pm2_5", "b Zeta", "b pm10", "b pm2_5");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void selectsByDeviceAndMetric(boolean folded) {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(
                    unsequenced("a", sample("pm10", NOW, 1), sample("pm2_5", NOW, 2)),
                    unsequenced("b", sample("pm10", NOW, 3), sample("pm2_5", NOW, 4)));
            if (folded) {
                store.fold();
            }
            DeviceId nobody = new DeviceId("nobody");
            assertThat(values(store, Set.of(A), Set.of())).containsExactly(1.0, 2.0);
            assertThat(values(store, Set.of(), Set.of(PM2_5))).containsExactly(2.0, 4.0);
            assertThat(values(store, Set.of(B, nobody), Set.of(PM10))).containsExactly(3.0);
            assertThat(values(store, Set.of(nobody), Set.of())).isEmpty();
            assertThat(values(store, Set.of(A), Set.of(new Metric("co2")))).isEmpty();
            assertThat(store.series(new SeriesSelection(Set.of(nobody), Set.of())))
                    .isEmpty();
            assertThat(store.device(nobody)).isEmpty();
            assertThat(store.events(new EventQuery(Set.of(nobody), TimeRange.ALL, 10)))
                    .isEmpty();
        }
    }

    private static List<Double> values(ReadingStore store, Set<DeviceId> devices, Set<Metric> metrics) {
        return StoredReading.query(store, new SeriesSelection(devices, metrics), TimeRange.ALL).stream()
                .map(StoredReading::value)
                .toList();
    }

    @Test
    default void keepsOwnChannelsApartByMetricWithTheirUnits() {
        try (ReadingStore store = openStore()) {
            Feed feed = new Feed(store);
            feed.apply(
                    own("a", new Channel(1000, new Metric("soil"), "%"), 1),
                    own("a", new Channel(1000, new Metric("sap"), "ml/h"), 2),
                    own("a", new Channel(65_535, new Metric("soil"), "%"), 3),
                    own("b", new Channel(1000, new Metric("soil"), "kPa"), 4),
                    own("b", new Channel(1001, new Metric("pm10"), "ppm"), 5));
        }
        try (ReadingStore store = openStore()) {
            assertThat(store.series(SeriesSelection.ALL))
                    .extracting(series -> series.device() + " " + series.metric() + " " + series.unit())
                    .containsExactly("a sap ml/h", "a soil %", "b pm10 µg/m³", "b soil kPa");
            assertThat(values(store, Set.of(A), Set.of(new Metric("soil")))).containsExactly(1.0, 3.0);
        }
    }

    private static Entry own(String device, Channel channel, int number) {
        String metric = channel.metric().name();
        return frame(device, 0, 0, NOW, List.of(channel), List.of(sample(metric, NOW + number, number)));
    }

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
    default void storesReadingsFromTheFutureAtTheirReceiveTime() {
        try (ReadingStore store = openStore()) {
            long limit = NOW + Timestamps.MAX_AHEAD_MICROS;
            new Feed(store)
                    .apply(
                            unsequenced("a", sample("pm10", limit, 1), sample("pm2_5", limit + 1, 2)),
                            unsequenced("b", sample("pm10", Timestamps.MAX_MICROS, 3)));
            assertThat(StoredReading.all(store))
                    .containsExactly(
                            new StoredReading(NOW, "a", "pm2_5", 2),
                            new StoredReading(NOW, "b", "pm10", 3),
                            new StoredReading(limit, "a", "pm10", 1));
        }
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
                new Event(-1, Optional.empty(), Event.Type.HUB_STOPPED, "", "x".repeat(Event.MAX_TEXT)));
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

    @ParameterizedTest
    @ValueSource(strings = {"head", "folded", "reopened"})
    default void givesBackValuesToTheBit(String where) {
        double[] values = {
            7.35,
            -0.0,
            0.0,
            Double.MIN_VALUE,
            1.7976931348623157e308,
            1.7976931348623157e308,
            -1.7976931348623157e308,
            0.1 + 0.2,
            1e22,
            Double.MIN_NORMAL,
            -1
        };
        ReadingStore store = openStore();
        try {
            List<StoredReading> expected = new ArrayList<>();
            Feed feed = new Feed(store);
            for (int i = 0; i < values.length; i++) {
                // In a series of its own, so that it is the newest there, and in one with all the others.
                feed.apply(unsequenced("a", sample("all", i, values[i]), sample("one" + i, i, values[i])));
                expected.add(new StoredReading(i, "a", "all", values[i]));
                expected.add(new StoredReading(i, "a", "one" + i, values[i]));
            }
            if (!where.equals("head")) {
                store.fold();
            }
            if (where.equals("reopened")) {
                store.close();
                store = openStore();
            }
            assertThat(StoredReading.all(store)).isEqualTo(expected);
            for (int i = 0; i < values.length; i++) {
                Metric metric = new Metric("one" + i);
                assertThat(store.series(new SeriesSelection(Set.of(), Set.of(metric))))
                        .singleElement()
                        .extracting(SeriesRecord::lastValue)
                        .isEqualTo(values[i]);
            }
        } finally {
            store.close();
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
            try (ReadingCursor cursor = store.readings(SeriesSelection.ALL, TimeRange.ALL);
                    ReadingCursor started = store.readings(SeriesSelection.ALL, TimeRange.ALL)) {
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
            ReadingCursor cursor = store.readings(SeriesSelection.ALL, TimeRange.ALL);
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
