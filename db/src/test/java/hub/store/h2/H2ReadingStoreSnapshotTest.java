package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.frame;
import static hub.store.TestEntries.sample;
import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.query.RawQuery;
import hub.store.EventQuery;
import hub.store.Feed;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.store.StoreOptions;
import hub.store.TestEntries.Sample;
import hub.store.TimeRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers beside a thread that applies and one that folds. */
class H2ReadingStoreSnapshotTest {

    private static final int FRAMES = 4_000;
    private static final int PER_FRAME = 3;
    private static final List<String> METRICS = List.of("pm10", "pm2_5", "own");

    @TempDir
    Path directory;

    /**
     * Every frame has the next few times of every series, so what a query shows of each must be 0, 1, 2 … up to a frame
     * that was applied by then, and the series may differ by no more than the part of an entry.
     */
    @Test
    void showEveryReadingOnceAndAllThatWasAppliedBefore() throws Exception {
        AtomicInteger applied = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ReadingStore store = H2ReadingStore.open(
                directory.resolve("hub"), StoreOptions.foldingAt(1_000).withRoom(1))) {
            Future<?> applier = threads.submit(() -> applyAll(store, applied));
            Future<Integer> folder = threads.submit(() -> repeat(applier, store::fold));
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> repeat(applier, () -> read(store, applied))));
            }
            readers.add(threads.submit(() -> repeat(applier, () -> readEvents(store, applied))));
            applier.get();
            assertThat(folder.get()).isPositive();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            assertThat(read(store, applied)).isEqualTo(FRAMES);
            assertThat(store.statistics().folds()).isGreaterThan(10);
        } finally {
            threads.shutdown();
        }
    }

    private static int applyAll(ReadingStore store, AtomicInteger applied) {
        Feed feed = new Feed(store);
        for (int i = 0; i < FRAMES; i++) {
            List<Sample> samples = new ArrayList<>();
            for (int k = 0; k < PER_FRAME; k++) {
                for (String metric : METRICS) {
                    int number = i * PER_FRAME + k;
                    samples.add(sample(metric, NOW - 1_000_000 + number, number));
                }
            }
            feed.apply(frame("a", 1, i + 1, NOW, samples), event(NOW, Event.Type.ONLINE, "a", String.valueOf(i)));
            applied.set(i + 1);
        }
        return FRAMES;
    }

    private static int repeat(Future<?> until, Callable<?> work) throws Exception {
        int times = 0;
        while (!until.isDone() || times == 0) {
            work.call();
            times++;
        }
        return times;
    }

    /** Returns how many frames the query showed. */
    private static int read(ReadingStore store, AtomicInteger applied) {
        int atLeast = applied.get();
        int[] next = new int[METRICS.size()];
        try (ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
            while (cursor.next()) {
                int metric = METRICS.indexOf(cursor.series().metric().name());
                assertThat(cursor.value()).isEqualTo(next[metric]);
                assertThat(cursor.timeMicros()).isEqualTo(NOW - 1_000_000 + next[metric]);
                next[metric]++;
            }
        }
        assertThat(next[0]).isGreaterThanOrEqualTo(atLeast * PER_FRAME);
        assertThat(next).as("all series are of the same moment").containsOnly(next[0]);
        return next[0] / PER_FRAME;
    }

    private static int readEvents(ReadingStore store, AtomicInteger applied) {
        int atLeast = applied.get();
        List<ReadingStore.NumberedEvent> events =
                store.events(new EventQuery(Set.of(new DeviceId("a")), TimeRange.ALL, EventQuery.MAX_LIMIT));
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).number()).isEqualTo(i + 1);
            assertThat(events.get(i).event().detail()).isEqualTo(String.valueOf(i));
        }
        assertThat(events).hasSizeGreaterThanOrEqualTo(atLeast);
        return events.size();
    }
}
