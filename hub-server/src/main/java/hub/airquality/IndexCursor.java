package hub.airquality;

import hub.protocol.Metric;
import hub.query.Aggregate;
import hub.query.Aggregate.Kind;
import hub.query.BucketCursor;
import hub.query.BucketQuery;
import hub.query.Buckets;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the indexes of devices hour by hour, ascending by hour, then device: {@code while (cursor.next()) …}. Every hour in which
 * a device has readings of a pollutant has a row. Holds twelve hours of each series.
 */
public final class IndexCursor implements AutoCloseable {

    /** An hour with less of its readings has no mean (Directive 2008/50/EC, annex XI, B: 75 %, that is 45 minutes). */
    public static final double LEAST_COVERAGE = 0.75;

    /** An hour in µs. */
    public static final long HOUR = 3_600_000_000L;

    private static final List<Aggregate> AGGREGATES =
            List.of(Aggregate.of(Kind.AVG), Aggregate.of(Kind.COUNT), Aggregate.of(Kind.COVERAGE));

    private final BucketCursor buckets;
    private final IndexTable table;
    private final long fromMicros;
    private final Declared declared;
    private final Map<Integer, RecentHours> recent = new HashMap<>();
    private boolean more;
    private @Nullable IndexRow row;

    private IndexCursor(BucketCursor buckets, IndexTable table, long fromMicros, Declared declared) {
        this.buckets = buckets;
        this.table = table;
        this.fromMicros = fromMicros;
        this.declared = declared;
        this.more = buckets.next();
    }

    /**
     * Begins before the first row.
     *
     * @param snapshot of series of the table's metrics; closed with the cursor, and if this fails
     * @param range the hours that begin in it; each of them is read as a whole
     * @param declared where no interval is said, it is the median of the first steps of the series
     */
    public static IndexCursor open(
            Snapshot snapshot,
            IndexTable table,
            TimeRange range,
            Declared declared,
            QueryLimits limits,
            QueryWatch watch) {
        long from = hourFrom(range.fromMicros());
        long before = table.nowCast() ? (NowCast.HOURS - 1) * HOUR : 0;
        TimeRange read =
                new TimeRange(from < Long.MIN_VALUE + before ? from : from - before, hourFrom(range.toMicros()));
        BucketQuery query = BucketQuery.of(SeriesSelection.ALL, read, Buckets.fixed(HOUR, 0), AGGREGATES);
        return new IndexCursor(BucketCursor.open(snapshot, query, limits, watch), table, from, declared);
    }

    /** The first hour that begins then or later; all of time keeps its ends. */
    private static long hourFrom(long micros) {
        if (micros < Long.MIN_VALUE + HOUR || micros > Long.MAX_VALUE - HOUR) {
            return micros;
        }
        return -Math.floorDiv(-micros, HOUR) * HOUR;
    }

    /** Goes to the next row. @return false behind the last */
    public boolean next() {
        row = null;
        while (more && row == null) {
            row = nextHour();
        }
        return row != null;
    }

    /** All pollutants of a device and an hour; null if the hour is only read for those behind it. */
    private @Nullable IndexRow nextHour() {
        long start = buckets.startMicros();
        IndexRow worst = pollutant();
        for (more = buckets.next(); more && isOf(worst, start); more = buckets.next()) {
            IndexRow other = pollutant();
            worst = other.isWorseThan(worst, table) ? other : worst;
        }
        return start < fromMicros ? null : worst;
    }

    private boolean isOf(IndexRow hour, long start) {
        return buckets.startMicros() == start && series().device().equals(hour.device());
    }

    private SeriesRecord series() {
        return buckets.group().series().orElseThrow();
    }

    private IndexRow pollutant() {
        SeriesRecord series = series();
        double mean = buckets.value(0);
        double interval = declared.intervalMicros(series);
        double coverage = Double.isNaN(interval) ? buckets.value(2) : Math.min(1, buckets.value(1) * interval / HOUR);
        boolean isWhole = coverage >= LEAST_COVERAGE;
        if (!IndexTable.isMicrograms(declared.unit(series))) {
            return without(series, coverage, "unit");
        }
        if (!table.nowCast()) {
            return isWhole ? with(series, coverage, mean) : without(series, coverage, "coverage");
        }
        RecentHours hours = recent.computeIfAbsent(series.number(), added -> new RecentHours());
        hours.add(Math.floorDiv(buckets.startMicros(), HOUR), isWhole ? mean : Double.NaN);
        OptionalDouble nowCast = NowCast.of(hours.newestFirst());
        return nowCast.isPresent()
                ? with(series, coverage, nowCast.getAsDouble())
                : without(series, coverage, isWhole ? "nowcast" : "coverage");
    }

    private IndexRow with(SeriesRecord series, double coverage, double concentration) {
        Metric metric = series.metric();
        PollutantTable pollutant = table.pollutant(metric);
        return new IndexRow(
                buckets.startMicros(),
                series.device(),
                Optional.of(pollutant.score(concentration)),
                metric,
                pollutant.cut(concentration),
                coverage,
                "");
    }

    private IndexRow without(SeriesRecord series, double coverage, String reason) {
        return new IndexRow(
                buckets.startMicros(),
                series.device(),
                Optional.empty(),
                series.metric(),
                Double.NaN,
                coverage,
                reason);
    }

    /** The row that it stands at. */
    public IndexRow row() {
        if (row == null) {
            throw new IllegalStateException("there is no row");
        }
        return row;
    }

    @Override
    public void close() {
        buckets.close();
    }
}
