package hub.query;

import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;

/** A question for readings as they are. */
public final class RawQuery {

    private RawQuery() {}

    /** Readings as the store has them now, however long it takes; otherwise as below. */
    public static ReadingCursor open(ReadingStore store, SeriesSelection selection, TimeRange range) {
        return open(store.snapshot(selection), range, QueryLimits.DEFAULT, QueryWatch.unlimited());
    }

    /**
     * Begins before the first reading, ascending by time, then device, then metric. If reading fails, the question takes
     * too long or is cancelled, {@link ReadingCursor#next()} says so, then and at each further call.
     *
     * @param snapshot closed with the cursor, and if this fails
     * @throws hub.store.StoreException if stored data cannot be read
     */
    public static ReadingCursor open(Snapshot snapshot, TimeRange range, QueryLimits limits, QueryWatch watch) {
        try {
            ReadingCursor readings = snapshot.series().size() == 1
                    ? new BlockReadings(snapshot, range, watch)
                    : new SlicedReadings(snapshot, range, limits, watch);
            return new CheckedReadings(snapshot, readings);
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }
}
