package hub.live;

import hub.query.Aggregate;
import hub.query.Aggregate.Kind;
import hub.query.BucketCursor;
import hub.query.BucketQuery;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the buckets of views from the store. For threads that may wait. */
final class ViewQuery {

    private static final List<Aggregate> COLUMNS =
            List.of(Aggregate.of(Kind.MIN), Aggregate.of(Kind.AVG), Aggregate.of(Kind.MAX));

    private final ReadingStore store;
    private final QueryWatch watch;

    ViewQuery(ReadingStore store, QueryWatch watch) {
        this.store = store;
        this.watch = watch;
    }

    /**
     * What was read.
     *
     * @param problem empty unless it was too much: then there are no buckets
     */
    record Answer(ViewGrid grid, BucketColumns buckets, String problem) {}

    /** All of a view. */
    Answer whole(Selection selection, View view, long nowMicros) {
        Optional<SeriesSelection> chosen = selection.toStore(store);
        ViewGrid grid =
                ViewGrid.of(view, nowMicros, () -> chosen.map(this::first).orElse(OptionalLong.empty()));
        return chosen.map(series -> read(series, grid, view.pixels()))
                .orElseGet(() -> new Answer(grid, new BucketColumns(), ""));
    }

    /** The buckets of a grid; of few series, or little of the view. */
    Answer read(SeriesSelection selection, ViewGrid grid, int pixels) {
        Snapshot snapshot = store.snapshot(selection);
        int series = snapshot.series().size();
        if ((long) series * pixels > LiveOptions.MAX_VIEW_BUCKETS) {
            snapshot.close();
            return tooMuch(grid, series + " series with " + pixels + " pixels");
        }
        BucketColumns buckets = new BucketColumns();
        try (BucketCursor cursor = BucketCursor.open(
                snapshot,
                BucketQuery.of(selection, grid.range(), grid.buckets(), COLUMNS),
                QueryLimits.DEFAULT,
                watch)) {
            while (cursor.next()) {
                buckets.add(cursor);
                if (buckets.size() > LiveOptions.MAX_VIEW_BUCKETS) {
                    return tooMuch(grid, "this view");
                }
            }
        }
        return new Answer(grid, buckets, "");
    }

    private static Answer tooMuch(ViewGrid grid, String what) {
        return new Answer(
                grid,
                new BucketColumns(),
                what + " would be more than " + LiveOptions.MAX_VIEW_BUCKETS
                        + " buckets: ask for fewer devices, metrics or pixels");
    }

    private OptionalLong first(SeriesSelection selection) {
        try (ReadingCursor cursor =
                RawQuery.open(store.snapshot(selection), TimeRange.ALL, QueryLimits.DEFAULT, watch)) {
            return cursor.next() ? OptionalLong.of(cursor.timeMicros()) : OptionalLong.empty();
        }
    }
}
