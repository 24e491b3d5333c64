package hub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Seeded;
import hub.query.ArraySnapshot.Data;
import hub.store.ReadingCursor;
import hub.store.StoredReading;
import hub.store.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RawQueryTest {

    private static final Comparator<StoredReading> ORDER = Comparator.comparingLong(StoredReading::time)
            .thenComparing(StoredReading::device)
            .thenComparing(StoredReading::metric);

    @Test
    void readingsComeInOrderWhateverMayBeHeld() {
        Seeded.check(250, random -> {
            Data data = data(random);
            TimeRange range = range(random);
            ArraySnapshot snapshot = new ArraySnapshot(data, readings -> ArrayLayout.random(readings, random));
            QueryLimits limits = new QueryLimits(1 + random.nextInt(random.nextInt(1, 2_000)), 1, 1);
            List<StoredReading> actual;
            try (ReadingCursor cursor = RawQuery.open(snapshot, range, limits, QueryWatch.unlimited())) {
                actual = StoredReading.rest(cursor);
                assertThat(cursor.next()).isFalse();
            }
            List<StoredReading> expected = expected(data, range);
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                assertThat(actual.get(i)).as("reading %d", i).isEqualTo(expected.get(i));
            }
            assertThat(actual).hasSameSizeAs(expected);
            assertThat(snapshot.isClosed()).isTrue();
        });
    }

    @Test
    void marksStayWithTheirReadings() {
        Seeded.check(250, random -> {
            ArraySnapshot snapshot = new ArraySnapshot(data(random), readings -> ArrayLayout.random(readings, random));
            QueryLimits limits = new QueryLimits(1 + random.nextInt(random.nextInt(1, 2_000)), 1, 1);
            try (ReadingCursor cursor = RawQuery.open(snapshot, range(random), limits, QueryWatch.unlimited())) {
                while (cursor.next()) {
                    assertThat(cursor.mark()).isEqualTo(ArrayBlock.markOf(cursor.timeMicros(), cursor.value()));
                }
            }
        });
    }

    private static Data data(SplittableRandom random) {
        Data data = new Data();
        int series = random.nextInt(4) == 0 ? 1 : random.nextInt(30);
        for (int i = 0; i < series; i++) {
            NavigableMap<Long, Double> readings = data.series("d" + random.nextInt(8), "m" + random.nextInt(4));
            long time = random.nextInt(10) == 0 ? random.nextLong() >> 1 : random.nextLong(1_000);
            int count = random.nextInt(random.nextInt(1, 1_000));
            int step = random.nextInt(1, 40);
            for (int j = 0; j < count; j++) {
                time += 1 + random.nextInt(random.nextInt(100) == 0 ? 10_000 : step);
                readings.put(time, random.nextInt(20) == 0 ? random.nextDouble() : random.nextInt(1_000) / 10.0);
            }
        }
        return data;
    }

    private static TimeRange range(SplittableRandom random) {
        if (random.nextBoolean()) {
            return TimeRange.ALL;
        }
        long from = random.nextLong(-100, 10_000);
        return new TimeRange(from, from + random.nextLong(20_000));
    }

    private static List<StoredReading> expected(Data data, TimeRange range) {
        List<StoredReading> all = new ArrayList<>();
        data.all().forEach((name, readings) -> {
            String[] parts = name.split(" ", -1);
            readings.forEach((time, value) -> {
                if (range.contains(time)) {
                    all.add(new StoredReading(time, parts[0], parts[1], value));
                }
            });
        });
        all.sort(ORDER);
        return all;
    }

    /** As many series as readings may be held, each with its readings spread over all of the range. */
    private static Data many(int series, int readings) {
        Data data = new Data();
        for (int i = 0; i < series; i++) {
            NavigableMap<Long, Double> one = data.series("d" + (1_000 + i), "m");
            for (int j = 0; j < readings; j++) {
                one.put(j * 1_000L + i, (double) j);
            }
        }
        return data;
    }

    @Test
    void slicesAreAsLongAsWhatMayBeHeldAllows() {
        ArraySnapshot snapshot = new ArraySnapshot(many(100, 1_000), ArrayLayout::plain);
        QueryLimits limits = new QueryLimits(10_000, 1, 1);
        try (ReadingCursor cursor = RawQuery.open(snapshot, TimeRange.ALL, limits, QueryWatch.unlimited())) {
            assertThat(StoredReading.rest(cursor)).hasSize(100_000);
        }
        assertThat(snapshot.scans()).isBetween(10, 40);
    }

    @Test
    void aSingleSeriesIsReadAsItIsAskedFor() {
        ArraySnapshot snapshot = new ArraySnapshot(many(1, 10_000), ArrayLayout::plain);
        try (ReadingCursor cursor =
                RawQuery.open(snapshot, TimeRange.ALL, QueryLimits.DEFAULT, QueryWatch.unlimited())) {
            for (int i = 0; i < 200; i++) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.timeMicros()).isEqualTo(i * 1_000L);
                assertThat(cursor.series().device().value()).isEqualTo("d1000");
            }
            assertThat(snapshot.blocksRead()).isEqualTo(2);
        }
        assertThat(snapshot.isClosed()).isTrue();
    }

    @Test
    void itEndsWhenItTakesTooLongAndGoesOnSayingSo() {
        for (int series : new int[] {1, 50}) {
            AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
            QueryWatch watch = new QueryWatch(nanos::get, Duration.ofSeconds(10));
            ArraySnapshot snapshot = new ArraySnapshot(many(series, 10_000), ArrayLayout::plain);
            try (ReadingCursor cursor = RawQuery.open(snapshot, TimeRange.ALL, QueryLimits.DEFAULT, watch)) {
                assertThat(cursor.next()).isTrue();
                nanos.addAndGet(Duration.ofSeconds(10).toNanos() + 1);
                assertThatThrownBy(() -> StoredReading.rest(cursor))
                        .isInstanceOf(QueryTimeoutException.class)
                        .hasMessageContaining("PT10S");
                assertThatThrownBy(cursor::next).isInstanceOf(QueryTimeoutException.class);
            }
            assertThat(snapshot.isClosed()).isTrue();
        }
    }

    @Test
    void itEndsWhenAnotherThreadCancels() throws InterruptedException {
        QueryWatch watch = QueryWatch.unlimited();
        ArraySnapshot snapshot = new ArraySnapshot(many(50, 10_000), ArrayLayout::plain);
        try (ReadingCursor cursor = RawQuery.open(snapshot, TimeRange.ALL, QueryLimits.DEFAULT, watch)) {
            assertThat(cursor.next()).isTrue();
            Thread other = new Thread(watch::cancel);
            other.start();
            other.join();
            assertThatThrownBy(() -> StoredReading.rest(cursor)).isInstanceOf(QueryCancelledException.class);
        }
        assertThat(snapshot.isClosed()).isTrue();
    }

    @Test
    void aClosedCursorIsNotAsked() {
        ReadingCursor cursor = RawQuery.open(
                new ArraySnapshot(many(2, 2), ArrayLayout::plain),
                TimeRange.ALL,
                QueryLimits.DEFAULT,
                QueryWatch.unlimited());
        cursor.close();
        cursor.close();
        assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
    }
}
