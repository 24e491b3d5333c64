package hub.query;

import hub.store.ReadingCursor;
import hub.store.SeriesRecord;
import hub.store.Snapshot;
import org.jspecify.annotations.Nullable;

/** Readings that end with the first failure, which every further step tells again: nothing is left out unnoticed. */
final class CheckedReadings implements ReadingCursor {

    private final Snapshot snapshot;
    private final ReadingCursor readings;
    private @Nullable RuntimeException failure;
    private boolean closed;

    CheckedReadings(Snapshot snapshot, ReadingCursor readings) {
        this.snapshot = snapshot;
        this.readings = readings;
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
        if (failure != null) {
            throw failure;
        }
        try {
            return readings.next();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public SeriesRecord series() {
        return readings.series();
    }

    @Override
    public long timeMicros() {
        return readings.timeMicros();
    }

    @Override
    public double value() {
        return readings.value();
    }

    @Override
    public int mark() {
        return readings.mark();
    }

    @Override
    public void close() {
        closed = true;
        readings.close();
        snapshot.close();
    }
}
