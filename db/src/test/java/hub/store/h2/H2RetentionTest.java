package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.unsequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.store.Feed;
import hub.store.RetentionRules;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.TimeRange;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings that are kept long enough go, others stay, and so do those that a question is about. */
class H2RetentionTest {

    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60 * MINUTE;

    /** Long ago, since times ahead of the clock are not taken. */
    private static final long START = NOW - 10_000 * HOUR;

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private H2ReadingStore store;
    private Feed feed;

    @BeforeEach
    void open() {
        store = H2ReadingStore.open(
                Database.open(directory.resolve("hub")),
                StoreOptions.foldingAt(1_000_000)
                        .withRetention(RetentionRules.parse("pm2_5=PT2H,keeper/*=forever,PT8H")),
                nanos::get,
                MergePlan.Limits.USUAL_INPUT);
        feed = new Feed(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void takesWholeChunksAndSingleSeriesOfThem() {
        feed.apply(
                unsequenced("a", sample("pm10", START, 1), sample("pm2_5", START, 2)),
                unsequenced("keeper", sample("pm10", START, 3)));
        store.fold();
        feed.apply(unsequenced("a", sample("pm10", START + HOUR, 4)));
        store.fold();
        maintain(START + 2 * HOUR);
        assertThat(StoredReading.all(store)).hasSize(4);
        maintain(START + 2 * HOUR + MINUTE);
        assertThat(StoredReading.all(store)).extracting(StoredReading::value).containsExactly(1.0, 3.0, 4.0);
        maintain(START + 8 * HOUR + MINUTE);
        assertThat(StoredReading.all(store)).extracting(StoredReading::value).containsExactly(3.0, 4.0);
        maintain(START + 1_000_000 * HOUR);
        assertThat(StoredReading.all(store)).extracting(StoredReading::value).containsExactly(3.0);
        assertThat(store.statistics().expiredChunks()).isEqualTo(3);
        assertThat(store.statistics().chunks()).isEqualTo(1);
    }

    @Test
    void aCorrectionStaysAsLongAsWhatItCorrects() {
        feed.apply(unsequenced("a", sample("pm10", START, 1)), unsequenced("a", sample("pm10", START + 7 * HOUR, 2)));
        store.fold();
        feed.apply(unsequenced("a", sample("pm10", START, 9)));
        store.fold();
        maintain(START + 8 * HOUR + MINUTE);
        assertThat(StoredReading.all(store)).extracting(StoredReading::value).containsExactly(9.0, 2.0);
        maintain(START + 15 * HOUR + MINUTE);
        assertThat(StoredReading.all(store)).isEmpty();
    }

    @Test
    void staysGoneAfterARestartAndKeepsTheSeries() {
        feed.apply(unsequenced("a", sample("pm10", START, 1)));
        store.fold();
        maintain(START + 9 * HOUR);
        store.close();
        open();
        assertThat(StoredReading.all(store)).isEmpty();
        assertThat(store.series(SeriesSelection.ALL)).hasSize(1);
        assertThat(store.statistics().chunks()).isZero();
    }

    @Test
    void leavesAQuestionWhatItSawWhenItBegan() {
        feed.apply(unsequenced("a", sample("pm10", START, 1)));
        store.fold();
        try (Snapshot before = store.snapshot(SeriesSelection.ALL)) {
            maintain(START + 9 * HOUR);
            assertThat(StoredReading.all(store)).isEmpty();
            assertThat(store.statistics().garbagePayloads()).isOne();
            assertThat(StoredReading.of(before, TimeRange.ALL)).hasSize(1);
        }
        maintain(START + 10 * HOUR);
        assertThat(store.statistics().garbagePayloads()).isZero();
    }

    @Test
    void tellsAQuestionThatTookTooLong() {
        feed.apply(unsequenced("a", sample("pm10", START, 1)));
        store.fold();
        try (Snapshot before = store.snapshot(SeriesSelection.ALL)) {
            maintain(START + 9 * HOUR);
            nanos.addAndGet(Pins.MAX_AGE.toNanos() + 1);
            maintain(START + 10 * HOUR);
            assertThat(store.statistics().garbagePayloads()).isZero();
            assertThatThrownBy(() -> StoredReading.of(before, TimeRange.ALL))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the question took longer than PT1H");
        }
    }

    @Test
    void deletesWhatAnEarlierLifeLeft() {
        feed.apply(unsequenced("a", sample("pm10", START, 1)));
        store.fold();
        try (Snapshot pinned = store.snapshot(SeriesSelection.ALL)) {
            maintain(START + 9 * HOUR);
            assertThat(pinned.series()).hasSize(1);
        }
        store.close();
        open();
        assertThat(store.statistics().garbagePayloads()).isOne();
        maintain(START + 9 * HOUR);
        assertThat(store.statistics().garbagePayloads()).isZero();
    }

    @Test
    void mergesNoLongerThanAnEighthOfTheTimeThatReadingsAreKept() {
        for (int i = 0; i < 64; i++) {
            feed.apply(unsequenced("a", sample("pm10", START + i * HOUR / 8, i)));
            store.fold();
        }
        maintain(START + 8 * HOUR);
        List<StoredReading> all = StoredReading.all(store);
        assertThat(all).hasSize(64);
        assertThat(store.statistics().chunks()).isEqualTo(8);
        maintain(START + 9 * HOUR + MINUTE); // The first chunk covers an hour: nine readings.
        assertThat(StoredReading.all(store)).isEqualTo(all.subList(9, 64));
    }

    private void maintain(long now) {
        while (store.maintain(now)) {
            assertThat(store.statistics().foldFailures()).isZero();
        }
    }
}
