package hub.ingest;

import hub.journal.Journal;
import hub.store.ReadingStore;
import hub.time.NanoClock;
import java.time.Duration;

/** Decides when the store folds; afterwards the journal need not keep what is in chunks. On one thread. */
public final class Folding {

    private final Journal journal;
    private final ReadingStore store;
    private final NanoClock clock;
    private final long foldReadings;
    private final long foldAgeNanos;
    private long lastFoldNanos;

    /**
     * @param foldReadings fold when so many readings are in memory
     * @param foldAge fold when the last one is that long ago
     */
    public Folding(Journal journal, ReadingStore store, NanoClock clock, long foldReadings, Duration foldAge) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        this.foldReadings = foldReadings;
        this.foldAgeNanos = foldAge.toNanos();
        this.lastFoldNanos = clock.nanos();
    }

    /** Folds if it is time to. */
    public void foldIfDue() {
        boolean full = store.statistics().headReadings() >= foldReadings;
        if (full || clock.nanos() - lastFoldNanos >= foldAgeNanos) {
            journal.trim(store.fold());
            lastFoldNanos = clock.nanos();
        }
    }
}
