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
    private final long foldAgeNanos;
    private long lastFoldNanos;

    /**
     * @param foldAge fold when the last one is that long ago, even if the store could take more
     */
    public Folding(Journal journal, ReadingStore store, NanoClock clock, Duration foldAge) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        this.foldAgeNanos = foldAge.toNanos();
        this.lastFoldNanos = clock.nanos();
    }

    /** Folds if it is time to. */
    public void foldIfDue() {
        if (store.foldDue() || clock.nanos() - lastFoldNanos >= foldAgeNanos) {
            journal.trim(store.fold());
            lastFoldNanos = clock.nanos();
        }
    }
}
