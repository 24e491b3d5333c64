package hub.live;

import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at some series before anybody does: the first view of a hub that has just started takes five times as long as the next, as
 * its classes are loaded and its code is compiled. On a thread of its own, {@code hub-warm-up}, which then ends.
 */
final class WarmUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /** After so many views another takes hardly less. */
    private static final int VIEWS = 5;

    private static final Duration LONGEST_VIEW = Duration.ofSeconds(1);
    private static final long SPAN_MICROS = Duration.ofDays(365).toNanos() / 1_000;
    private static final int PIXELS = 1_000;

    private final ReadingStore store;
    private final Thread thread = new Thread(this::run, "hub-warm-up");
    private volatile int views;
    private volatile boolean stopped;

    WarmUp(ReadingStore store) {
        this.store = store;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many views it has looked at. */
    int views() {
        return views;
    }

    private void run() {
        try {
            List<SeriesRecord> series = store.series(SeriesSelection.ALL);
            for (int i = 0; i < VIEWS && !series.isEmpty() && !stopped; i++) {
                look(series.get(i % series.size()));
                views = i + 1;
            }
        } catch (RuntimeException e) {
            log.debug("the hub begins cold", e);
        }
    }

    private void look(SeriesRecord series) {
        long end = series.lastTimeMicros() + 1;
        Selection selection =
                new Selection(Set.of(series.device()), "", Optional.empty(), Set.of(series.metric()), Set.of());
        View view = new View(0, new View.Between(end - SPAN_MICROS, end), PIXELS);
        QueryWatch watch = new QueryWatch(System::nanoTime, LONGEST_VIEW);
        BucketColumns buckets =
                new ViewQuery(store, watch).whole(selection, view, end).buckets();
        log.trace("looked at {} buckets", buckets.size());
    }

    /** Waits for the view that it is at: to interrupt it could close the store's file. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
