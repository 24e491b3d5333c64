package hub.query;

import hub.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Walks over buckets, ascending by start, then device, then metric: {@code while (cursor.next()) …}. Not for two
 * threads.
 *
 * <p>It reads the range in slices, series after series in each, and holds what is in {@link QueryLimits}, or one bucket of
 * every series if that is more.
 */
public final class BucketCursor implements AutoCloseable {

    private final Snapshot snapshot;
    private final BucketQuery query;
    private final Groups groups;
    private final Rows rows;
    private @Nullable RuntimeException failure;
    private boolean closed;

    private BucketCursor(Snapshot snapshot, BucketQuery query, Groups groups, Rows rows) {
        this.snapshot = snapshot;
        this.query = query;
        this.groups = groups;
        this.rows = rows;
    }

    /**
     * Begins before the first row.
     *
     * @param snapshot of the query's selection; closed with the cursor, and if this fails
     * @throws hub.store.StoreException if stored data cannot be read
     */
    public static BucketCursor open(Snapshot snapshot, BucketQuery query, QueryLimits limits, QueryWatch watch) {
        try {
            Groups groups = new Groups(snapshot.series(), query.grouping());
            Slicer slicer = new Slicer(snapshot, query, limits, watch, groups);
            Rows rows = query.fill() == Fill.NONE
                    ? new PlainRows(slicer, watch, groups.size())
                    : new FilledRows(slicer, query, watch, groups.size());
            return new BucketCursor(snapshot, query, groups, rows);
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    /**
     * Goes to the next row.
     *
     * @return false behind the last
     * @throws hub.store.StoreException if stored data cannot be read; each further call says so again, here as below
     * @throws QueryTimeoutException if the question took too long
     * @throws QueryCancelledException if it was cancelled
     * @throws QueryTooLargeException if percentiles need more memory than they may take
     */
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
        if (failure != null) {
            throw failure;
        }
        try {
            return rows.next();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Whose readings the row sums up. */
    public BucketGroup group() {
        return groups.get(rows.group());
    }

    /** Where the bucket begins, in µs since 1970; that may be before the range. */
    public long startMicros() {
        return rows.start();
    }

    /** Where the bucket ends; that may be behind the range. */
    public long endMicros() {
        return query.buckets().end(Math.max(rows.start(), query.range().fromMicros()));
    }

    /** How many readings the row sums up; 0 if the bucket has none, whatever fills it. */
    public long readings() {
        return rows.readings();
    }

    /** Whether an aggregate has a value here; a deviation, for instance, has none with a single reading. */
    public boolean isPresent(int column) {
        return !Double.isNaN(rows.value(column));
    }

    /**
     * The value of an aggregate; infinite if it is beyond all doubles, not a number if it is absent.
     *
     * @param column the index of the aggregate in the query
     */
    public double value(int column) {
        return rows.value(column);
    }

    @Override
    public void close() {
        closed = true;
        snapshot.close();
    }
}
