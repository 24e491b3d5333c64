package hub.ingest;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.journal.Journal;
import hub.journal.ReplayReport;
import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what the journal holds beyond the store, at start-up. */
public final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final int BATCH = 1_000;
    private static final long PROGRESS_EVERY_RECORDS = 1_000_000;

    private final ReadingStore store;
    private final long foldReadings;
    private final List<AppliedEntry> batch = new ArrayList<>(BATCH);
    private long batchReadings;
    private long records;

    private Recovery(ReadingStore store, long foldReadings) {
        this.store = store;
        this.foldReadings = foldReadings;
    }

    /**
     * Applies the journal to the store.
     *
     * @param foldReadings so many readings in memory are folded on the way
     */
    public static ReplayReport run(Journal journal, ReadingStore store, long foldReadings) {
        Recovery recovery = new Recovery(store, foldReadings);
        ReplayReport report = journal.replay(store.appliedPosition(), (position, record) -> {
            recovery.add(new AppliedEntry(position, EntryCodec.decode(record)));
        });
        recovery.applyBatch();
        log.info("journal replayed: {} records", report.records());
        return report;
    }

    private void add(AppliedEntry applied) {
        batch.add(applied);
        if (applied.entry() instanceof Entry.Readings readings) {
            batchReadings += readings.frame().count();
        }
        // The store waits for a fold when it is full, and here nobody else folds: so it never may be.
        if (batch.size() == BATCH || batchReadings >= foldReadings) {
            applyBatch();
        }
    }

    private void applyBatch() {
        store.apply(batch);
        records += batch.size();
        batch.clear();
        batchReadings = 0;
        if (records % PROGRESS_EVERY_RECORDS == 0 && records > 0) {
            log.info("journal replay: {} records so far", records);
        }
        if (store.statistics().headReadings() >= foldReadings) {
            store.fold();
        }
    }
}
