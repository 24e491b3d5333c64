package hub.query;

import hub.query.Aggregate.Kind;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.Arrays;

/** Answers a query slice by slice, so that what is held has a bound whatever the range. */
final class Slicer {

    /** A bucket that is filled takes the room of about so many that are finished. */
    private static final int OPEN_BUCKET = 8;

    private final Snapshot snapshot;
    private final BucketQuery query;
    private final long percentileBytes;
    private final QueryWatch watch;
    private final Groups groups;
    private final Aggregates aggregates;
    private final CellWriter writer;
    private final SlicePace pace;
    private final int room;

    Slicer(Snapshot snapshot, BucketQuery query, QueryLimits limits, QueryWatch watch, Groups groups) {
        this.snapshot = snapshot;
        this.query = query;
        this.percentileBytes = limits.percentileBytes();
        this.watch = watch;
        this.groups = groups;
        this.aggregates = new Aggregates(query.aggregates());
        this.writer = new CellWriter(query.range(), aggregates, intervals());
        this.room = limits.heldBuckets() / (query.grouping() == Grouping.SERIES ? 1 : OPEN_BUCKET);
        this.pace = new SlicePace(query.range());
    }

    private double[] intervals() {
        double[] intervals = new double[groups.size()];
        Arrays.fill(intervals, Double.NaN);
        if (!aggregates.covered()) {
            return intervals;
        }
        if (query.intervalMicros().isEmpty()) {
            return MedianIntervals.of(snapshot, query.range(), groups, watch);
        }
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] =
                    (double) query.intervalMicros().getAsLong() / groups.get(i).members();
        }
        return intervals;
    }

    boolean hasNext() {
        return pace.hasNext();
    }

    /** Where the next slice begins. */
    long fromMicros() {
        return pace.fromMicros();
    }

    /** Reads the next slice. */
    CellTable next() {
        long from = pace.fromMicros();
        Slice slice = slice(sliceEnd(from));
        CellTable cells = fill(slice, new TimeRange(from, slice.toMicros()));
        if (cells.size() == 0) {
            pace.passEmpty(slice.toMicros());
        } else {
            pace.pass(slice.toMicros(), cells.firstStart(), cells.size(), room);
        }
        return cells;
    }

    /** The end of a bucket, or of the range. */
    private long sliceEnd(long from) {
        Buckets buckets = query.buckets();
        long end = pace.endMicros();
        return end == query.range().toMicros()
                ? end
                : Math.min(query.range().toMicros(), Math.max(buckets.start(end), buckets.end(from)));
    }

    private Slice slice(long to) {
        MemoryBudget budget = new MemoryBudget(percentileBytes);
        return query.grouping() == Grouping.SERIES
                ? new SeriesSlice(query.buckets(), to, room, writer, budget)
                : new MetricSlice(query.buckets(), to, room, writer, budget);
    }

    private CellTable fill(Slice slice, TimeRange part) {
        watch.check();
        try (SeriesScan scan = snapshot.scan(part)) {
            new BucketWalk(query.buckets(), aggregates.takeSummaries(), watch, slice).walk(scan, groups);
        }
        return slice.finish();
    }

    /** One bucket by itself. */
    CellTable bucketAt(long timeMicros) {
        long from = Math.max(query.range().fromMicros(), query.buckets().start(timeMicros));
        long to = Math.min(query.range().toMicros(), query.buckets().end(timeMicros));
        return fill(slice(to), new TimeRange(from, to));
    }

    /** The time of the first reading of each group behind the slice read last; the last of times if there is none. */
    long[] firstTimesBehind() {
        long[] first = new long[groups.size()];
        Arrays.fill(first, Long.MAX_VALUE);
        try (SeriesScan scan =
                snapshot.scan(new TimeRange(pace.fromMicros(), query.range().toMicros()))) {
            while (scan.nextSeries()) {
                watch.check();
                int group = groups.of(scan.series());
                while (scan.nextRun()) {
                    if (scan.nextBlock()) {
                        first[group] = Math.min(first[group], scan.block().firstTime());
                        break;
                    }
                }
            }
        }
        return first;
    }

    /** What a row of a bucket without readings has in a column; not a number where that is not known. */
    double empty(int column, int group) {
        boolean known = aggregates.get(column).kind() == Kind.COUNT || !Double.isNaN(writer.interval(group));
        return known ? 0 : Double.NaN;
    }
}
