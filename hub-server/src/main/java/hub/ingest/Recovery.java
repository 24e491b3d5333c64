package hub.ingest;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.journal.Journal;
import hub.journal.ReplayReport;
import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.time.NanoClock;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what the journal holds beyond the store, at start-up.
 *
 * <p>The caller's thread reads, checks and decodes; {@code hub-recovery} applies what it has decoded. Folding, which
 * costs most, is left for after the start where memory allows it; see {@link BulkStore}.
 */
public final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    /** So many batches may be decoded and not applied yet. */
    private static final int BATCHES_AHEAD = 8;

    private static final int MAX_BATCH_READINGS = 16_000;
    private static final int MAX_BATCH_ENTRIES = 1_000;

    private final BulkStore store;
    private final ReplayProgress progress;
    private final int batchReadings;
    private final ExecutorService applier = Executors.newSingleThreadExecutor(task -> new Thread(task, "hub-recovery"));
    private final Deque<Future<?>> applying = new ArrayDeque<>();
    private List<AppliedEntry> batch = new ArrayList<>();
    private long readingsInBatch;

    private Recovery(BulkStore store, ReplayProgress progress) {
        this.store = store;
        this.progress = progress;
        this.batchReadings = (int) Math.min(MAX_BATCH_READINGS, store.safeBatchReadings());
    }

    /**
     * Applies the journal to the store. Says how far it is every {@link ReplayProgress#EVERY}.
     *
     * @param options what the store was opened with
     * @throws hub.journal.JournalException if the journal cannot be read
     * @throws hub.store.StoreException if memory did not suffice and a fold failed
     */
    public static ReplayReport run(Journal journal, ReadingStore store, StoreOptions options, NanoClock clock) {
        long from = store.appliedPosition();
        ReplayProgress progress = new ReplayProgress(from, journal.durablePosition(), clock);
        try (BulkStore applied = new BulkStore(store, options, position -> {})) {
            Recovery recovery = new Recovery(applied, progress);
            try {
                ReplayReport report = journal.replay(from, recovery::add);
                recovery.finish();
                log.info("{}", progress.done());
                return report;
            } finally {
                recovery.applier.shutdownNow();
            }
        }
    }

    private void add(long position, ByteBuffer record) {
        Entry entry = EntryCodec.decode(record);
        batch.add(new AppliedEntry(position, entry));
        if (entry instanceof Entry.Readings readings) {
            readingsInBatch += readings.frame().count();
        }
        if (readingsInBatch >= batchReadings || batch.size() >= Math.min(MAX_BATCH_ENTRIES, batchReadings)) {
            handOver(position);
        }
    }

    private void handOver(long position) {
        while (applying.size() >= BATCHES_AHEAD) {
            await(applying.remove());
        }
        List<AppliedEntry> whole = batch;
        applying.add(applier.submit(() -> store.apply(whole)));
        progress.read(position, whole.size(), readingsInBatch);
        sayProgress();
        batch = new ArrayList<>(whole.size());
        readingsInBatch = 0;
    }

    private void finish() {
        if (!batch.isEmpty()) {
            handOver(batch.get(batch.size() - 1).position());
        }
        while (!applying.isEmpty()) {
            await(applying.remove());
        }
    }

    private void await(Future<?> applied) {
        while (true) {
            try {
                applied.get(ReplayProgress.EVERY.toMillis() / 4, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                sayProgress(); // It waits for a fold.
            } catch (ExecutionException e) {
                throw BulkStore.unwrapped(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the journal was replayed", e);
            }
        }
    }

    private void sayProgress() {
        progress.due().ifPresent(text -> log.info("{}", text));
    }
}
