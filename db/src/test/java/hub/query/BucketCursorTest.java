package hub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.query.ArraySnapshot.Data;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketCursorTest {

    private static final long SECOND = 1_000_000;
    private static final Buckets TENS = Buckets.fixed(10 * SECOND, 0);
    private static final TimeRange MINUTE = new TimeRange(0, 60 * SECOND);

    private final Data data = new Data();

    private void put(String device, double... secondsAndValues) {
        NavigableMap<Long, Double> series = data.series(device, "m");
        for (int i = 0; i < secondsAndValues.length; i += 2) {
            series.put((long) (secondsAndValues[i] * SECOND), secondsAndValues[i + 1]);
        }
    }

    private static BucketQuery query(TimeRange range, Buckets buckets, String... names) {
        List<Aggregate> aggregates = Arrays.stream(names)
                .map(name -> Aggregate.parse(name).orElseThrow())
                .toList();
        return BucketQuery.of(SeriesSelection.ALL, range, buckets, aggregates);
    }

    /** The rows as text: start in seconds, device, readings, values. */
    private List<String> answer(BucketQuery query) {
        ArraySnapshot snapshot = new ArraySnapshot(data, ArrayLayout::plain);
        return BucketRow.answer(snapshot, query, QueryLimits.DEFAULT).stream()
                .map(row -> row.start() / SECOND + " " + row.device() + " " + row.readings() + " " + row.values())
                .toList();
    }

    @Test
    void rowsAscendByStartThenDeviceAndABucketWithoutReadingsHasNone() {
        put("b", 1, 1, 25, 2);
        put("a", 12, 3, 21, 4, 22, 6);
        assertThat(answer(query(MINUTE, TENS, "avg", "count")))
                .containsExactly("0 b 1 [1.0, 1.0]", "10 a 1 [3.0, 1.0]", "20 a 2 [5.0, 2.0]", "20 b 1 [2.0, 1.0]");
    }

    @Test
    void theRangeCutsBucketsButNotTheirNames() {
        put("a", 1, 1, 5, 2, 9, 3, 15, 4);
        TimeRange range = new TimeRange(5 * SECOND, 15 * SECOND);
        assertThat(answer(query(range, TENS, "sum"))).containsExactly("0 a 2 [5.0]");
        assertThat(answer(query(new TimeRange(SECOND, SECOND), TENS, "sum"))).isEmpty();
        BucketQuery empty = query(new TimeRange(SECOND, SECOND), TENS, "sum").filled(Fill.NULL);
        assertThat(answer(empty)).isEmpty();
    }

    @Test
    void aWholeRangeMayBeOpen() {
        put("a", -5, 1, 5, 2);
        Buckets whole = Buckets.whole(TimeRange.ALL);
        ArraySnapshot snapshot = new ArraySnapshot(data, ArrayLayout::plain);
        List<BucketRow> rows =
                BucketRow.answer(snapshot, query(TimeRange.ALL, whole, "first", "last"), QueryLimits.DEFAULT);
        assertThat(rows).containsExactly(new BucketRow(Long.MIN_VALUE, "a", "m", 2, List.of(1.0, 2.0)));
    }

    @Test
    void decimalsAreAddedAsDecimals() {
        put("a", 1, 0.1, 2, 0.2, 3, 0.3, 4, -0.6);
        assertThat(answer(query(MINUTE, TENS, "sum", "avg"))).containsExactly("0 a 4 [0.0, 0.0]");
        put("a", 4, 0.1);
        assertThat(answer(query(MINUTE, TENS, "sum", "avg", "stddev")))
                .containsExactly("0 a 4 [0.7, 0.175, " + Math.sqrt(0.0275 / 3) + "]");
    }

    @Test
    void zeroBelowZeroKeepsItsSign() {
        put("a", 1, -0.0);
        assertThat(answer(query(MINUTE, TENS, "min", "max", "first", "last", "p50")))
                .containsExactly("0 a 1 [-0.0, -0.0, -0.0, -0.0, -0.0]");
        put("a", 2, 0.0);
        assertThat(answer(query(MINUTE, TENS, "min", "max", "p50", "p100")))
                .containsExactly("0 a 2 [-0.0, 0.0, -0.0, 0.0]");
    }

    @Test
    void deviationsAndRatesNeedTwoReadings() {
        put("a", 1, 20, 11, 21.5, 16, 21.2);
        assertThat(answer(query(MINUTE, TENS, "stddev", "rate", "p50")))
                .containsExactly("0 a 1 [NaN, NaN, 20.0]", "10 a 2 [" + Math.sqrt(0.045) + ", -0.06, 21.2]");
    }

    @Test
    void fillsAsQuestion7() {
        put("a", -5, 9, 12, 1, 13, 2, 41, 5, 70, 7);
        BucketQuery query = query(MINUTE, TENS, "avg", "count");
        assertThat(answer(query.filled(Fill.PREVIOUS)))
                .containsExactly(
                        "0 a 0 [NaN, 0.0]",
                        "10 a 2 [1.5, 2.0]",
                        "20 a 0 [1.5, 0.0]",
                        "30 a 0 [1.5, 0.0]",
                        "40 a 1 [5.0, 1.0]",
                        "50 a 0 [5.0, 0.0]");
        assertThat(answer(query.filled(Fill.NULL)))
                .contains("20 a 0 [NaN, 0.0]", "50 a 0 [NaN, 0.0]")
                .hasSize(6);
        assertThat(answer(query.filled(Fill.LINEAR)))
                .contains("0 a 0 [NaN, 0.0]", "30 a 0 [" + (1.5 + 3.5 * (20 / 30.0)) + ", 0.0]", "50 a 0 [NaN, 0.0]");
    }

    @Test
    void everySeriesIsFilledAlsoWithoutReadings() {
        put("a", 100, 1);
        put("b", 1, 1);
        assertThat(answer(query(new TimeRange(0, 20 * SECOND), TENS, "max").filled(Fill.PREVIOUS)))
                .containsExactly("0 a 0 [NaN]", "0 b 1 [1.0]", "10 a 0 [NaN]", "10 b 0 [1.0]");
    }

    @Test
    void coverageIsOfTheReadingsExpectedInTheRange() {
        for (int second = 0; second < 60; second += 2) {
            if (second < 22 || second >= 28) {
                put("a", second, 1);
            }
        }
        TimeRange range = new TimeRange(0, 35 * SECOND);
        assertThat(answer(query(range, TENS, "coverage").filled(Fill.NULL)))
                .containsExactly("0 a 5 [1.0]", "10 a 5 [1.0]", "20 a 2 [0.4]", "30 a 3 [1.0]");
        assertThat(answer(query(MINUTE, TENS, "coverage").expecting(SECOND))).contains("20 a 2 [0.2]", "30 a 5 [0.5]");
        put("b", 1, 1);
        assertThat(answer(query(MINUTE, TENS, "coverage"))).contains("0 b 1 [NaN]");
        assertThat(answer(
                        query(MINUTE, TENS, "coverage").grouped(Grouping.METRIC).expecting(SECOND)))
                .startsWith("0  6 [0.3]");
    }

    @Test
    void aMetricOfAllDevicesIsOfReadings() {
        put("a", 1, 1, 2, 2, 3, 3);
        put("b", 2, 10, 3, 20);
        put("c", 3, 100);
        data.series("c", "n").put(SECOND, 7.0);
        BucketQuery query = query(MINUTE, TENS, "avg", "first", "last", "p50").grouped(Grouping.METRIC);
        assertThat(answer(query))
                .containsExactly("0  6 [" + 136 / 6.0 + ", 1.0, 100.0, 3.0]", "0  1 [7.0, 7.0, 7.0, 7.0]");
    }

    @Test
    void groupsSayWhoseTheyAre() {
        put("a", 1, 1);
        put("b", 1, 1);
        BucketQuery query = query(MINUTE, TENS, "avg");
        try (BucketCursor cursor = open(query.grouped(Grouping.METRIC), QueryWatch.unlimited())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.group().series()).isEmpty();
            assertThat(cursor.group().members()).isEqualTo(2);
            assertThat(cursor.endMicros()).isEqualTo(10 * SECOND);
            assertThat(cursor.isPresent(0)).isTrue();
        }
        try (BucketCursor cursor = open(query, QueryWatch.unlimited())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.group().series().orElseThrow().device().value()).isEqualTo("a");
            assertThat(cursor.group().members()).isEqualTo(1);
        }
    }

    private BucketCursor open(BucketQuery query, QueryWatch watch) {
        return BucketCursor.open(new ArraySnapshot(data, ArrayLayout::plain), query, QueryLimits.DEFAULT, watch);
    }

    @Test
    void summariesAreTakenWhereTheySuffice() {
        for (int i = 0; i < 10_000; i++) {
            put("a", i * 0.001, i / 10.0);
        }
        ArraySnapshot snapshot = new ArraySnapshot(
                data, readings -> List.of(new ArrayLayout.Run(List.of(), Optional.of(ArrayLayout.summary(readings)))));
        BucketQuery query = query(MINUTE, TENS, "count", "avg", "min", "max", "sum", "first", "last");
        assertThat(BucketRow.answer(snapshot, query, QueryLimits.DEFAULT))
                .containsExactly(new BucketRow(
                        0, "a", "m", 10_000, List.of(10_000.0, 499.95, 0.0, 999.9, 4_999_500.0, 0.0, 999.9)));
        assertThat(snapshot.blocksRead()).isZero();
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        BucketQuery query = query(TimeRange.ALL, TENS, "avg");
        assertThatThrownBy(() -> query.filled(Fill.NULL)).hasMessageContaining("both ends");
        assertThatThrownBy(() -> query(MINUTE, TENS, "rate").grouped(Grouping.METRIC))
                .hasMessageContaining("one series");
        assertThatThrownBy(() -> query(MINUTE, TENS)).hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> query.expecting(0)).hasMessageContaining("1 µs");
        assertThatThrownBy(() -> query(MINUTE, Buckets.whole(TimeRange.ALL), "avg"))
                .hasMessageContaining("range");
        assertThatThrownBy(() -> query(TimeRange.ALL, Buckets.equal(MINUTE, 2), "avg"))
                .hasMessageContaining("range");
    }

    @Test
    void slicesAreAsLongAsWhatMayBeHeldAllows() {
        for (int device = 0; device < 20; device++) {
            for (int i = 0; i < 500; i++) {
                put("d" + (100 + device), i * 10, device);
            }
        }
        ArraySnapshot snapshot = new ArraySnapshot(data, ArrayLayout::plain);
        QueryLimits limits = new QueryLimits(1, 1_000, 1);
        assertThat(BucketRow.answer(snapshot, query(TimeRange.ALL, TENS, "avg"), limits))
                .hasSize(10_000);
        assertThat(snapshot.scans()).isBetween(10, 25);
    }

    @Test
    void percentilesOverTooMuchAreRefusedWithTheLimit() {
        for (int i = 0; i < 10_000; i++) {
            put("a", i, i * Math.PI);
        }
        ArraySnapshot snapshot = new ArraySnapshot(data, ArrayLayout::plain);
        BucketQuery query = query(TimeRange.ALL, Buckets.whole(TimeRange.ALL), "p50");
        assertThatThrownBy(() -> BucketRow.answer(snapshot, query, new QueryLimits(1, 1, 50_000)))
                .isInstanceOf(QueryTooLargeException.class)
                .hasMessageContaining("50000");
        assertThat(snapshot.isClosed()).isTrue();
    }

    @Test
    void percentilesOfManyBucketsTogetherTakeTurns() {
        for (int device = 0; device < 4; device++) {
            for (int i = 0; i < 5_000; i++) {
                put("d" + device, i, (i + device) * Math.PI);
            }
        }
        Buckets hours = Buckets.iso("PT10M", ZoneId.of("UTC"));
        BucketQuery query = query(TimeRange.ALL, hours, "p50", "p99").grouped(Grouping.METRIC);
        List<BucketRow> expected = new BucketModel(data, query).rows();
        // A bucket has 2,400 readings of 8 bytes, ten buckets would need ten times as much.
        ArraySnapshot snapshot = new ArraySnapshot(data, ArrayLayout::plain);
        assertThat(BucketRow.answer(snapshot, query, new QueryLimits(1, 1_000, 100_000)))
                .isEqualTo(expected);
        assertThat(snapshot.scans()).isGreaterThan(1);
    }

    @Test
    void itEndsWhenItTakesTooLongAndGoesOnSayingSo() {
        for (int i = 0; i < 100_000; i++) {
            put("a", i, i);
        }
        AtomicLong nanos = new AtomicLong();
        QueryWatch watch = new QueryWatch(() -> nanos.addAndGet(1_000_000), Duration.ofMillis(8));
        try (BucketCursor cursor = open(query(TimeRange.ALL, Buckets.whole(TimeRange.ALL), "avg"), watch)) {
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(QueryTimeoutException.class)
                    .hasMessageContaining("PT0.008S");
            assertThatThrownBy(cursor::next).isInstanceOf(QueryTimeoutException.class);
        }
        QueryWatch cancelled = QueryWatch.unlimited();
        cancelled.cancel();
        try (BucketCursor cursor = open(query(TimeRange.ALL, TENS, "avg"), cancelled)) {
            assertThatThrownBy(cursor::next).isInstanceOf(QueryCancelledException.class);
        }
    }

    @Test
    void fillingIsWatchedToo() {
        put("a", 1, 1);
        AtomicLong nanos = new AtomicLong();
        QueryWatch watch = new QueryWatch(nanos::get, Duration.ofSeconds(1));
        BucketQuery endless = query(new TimeRange(0, Long.MAX_VALUE - 1), Buckets.fixed(1, 0), "avg");
        List<Long> starts = new ArrayList<>();
        try (BucketCursor cursor = open(endless.filled(Fill.NULL), watch)) {
            assertThatThrownBy(() -> {
                        while (cursor.next()) {
                            starts.add(cursor.startMicros());
                            nanos.addAndGet(1_000_000);
                        }
                    })
                    .isInstanceOf(QueryTimeoutException.class);
        }
        assertThat(starts).hasSizeBetween(1_000, 1_100).endsWith(starts.size() - 1L);
    }

    @Test
    void aClosedCursorIsNotAsked() {
        BucketCursor cursor = open(query(MINUTE, TENS, "avg"), QueryWatch.unlimited());
        cursor.close();
        cursor.close();
        assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
    }
}
