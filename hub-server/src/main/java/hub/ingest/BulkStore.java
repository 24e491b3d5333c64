package hub.ingest;

import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.StoreStatistics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is filled as fast as it goes, when nobody else folds: by a recovery, by an import.
 *
 * <p>A fold begins, beside the applying, when half of the memory that the store may use is full. At three quarters the
 * applying waits for it: a store that is quite full waits by itself, for ever if the fold fails, and all would hang
 * instead of failing. The last quarter is for what one batch adds, arrays that grow included.
 */
public final class BulkStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BulkStore.class);

    private static final double FOLD_AT = 0.5;
    private static final double WAIT_AT = 0.75;

    /** The share of the memory that one batch may take. */
    private static final int BATCHES = 8;

    /** What a reading may take in memory if it is the first of its series, about, in bytes. */
    private static final int MAX_READING_BYTES = 400;

    private final ReadingStore store;
    private final long maxReadings;
    private final long maxBytes;
    private final LongConsumer folded;
    private final ExecutorService folder = Executors.newSingleThreadExecutor(task -> new Thread(task, "hub-fold"));
    private volatile @Nullable Future<?> fold;

    /**
     * Around a store.
     *
     * @param options what the store was opened with
     * @param folded hears up to which journal position it has folded, on the thread {@code hub-fold}
     */
    public BulkStore(ReadingStore store, StoreOptions options, LongConsumer folded) {
        this.store = store;
        this.folded = folded;
        this.maxReadings = Math.multiplyExact(options.room(), options.foldReadings());
        this.maxBytes = Math.multiplyExact(options.room(), options.foldBytes());
    }

    /** How many readings a batch may have, unless it has one entry only; at least 1. */
    long safeBatchReadings() {
        return Math.max(1, Math.min(maxReadings, maxBytes / MAX_READING_BYTES) / BATCHES);
    }

    /**
     * Applies a batch. By one thread only.
     *
     * @throws hub.store.StoreException if a fold failed
     */
    public void apply(List<AppliedEntry> batch) {
        Future<?> underWay = fold;
        if (filled() >= FOLD_AT && (underWay == null || underWay.isDone())) {
            awaitFold(); // So that a failure is heard of.
            fold = folder.submit(() -> folded.accept(store.fold()));
        }
        if (filled() >= WAIT_AT) {
            awaitFold();
        }
        store.apply(batch);
    }

    private double filled() {
        StoreStatistics now = store.statistics();
        return Math.max((double) now.headReadings() / maxReadings, (double) now.headBytes() / maxBytes);
    }

    private void awaitFold() {
        Future<?> underWay = fold;
        if (underWay != null) {
            try {
                underWay.get();
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the store folded", e);
            }
        }
    }

    /** What the other thread threw. */
    static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }

    /** Waits for the fold under way: from now on others fold. If it fails, they try again. */
    @Override
    public void close() {
        folder.shutdown();
        try {
            awaitFold();
        } catch (RuntimeException e) {
            log.warn("a fold failed; it is tried again", e);
        }
    }
}
