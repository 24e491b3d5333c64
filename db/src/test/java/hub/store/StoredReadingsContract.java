package hub.store;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.frame;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.unsequenced;
import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every reading store promises of readings: which are there, in which order, with which values. */
interface StoredReadingsContract extends StoreUnderTest {

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
}
