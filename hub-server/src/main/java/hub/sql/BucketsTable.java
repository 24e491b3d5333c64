package hub.sql;

import hub.query.Aggregate;
import hub.query.BucketCursor;
import hub.query.BucketQuery;
import hub.query.Buckets;
import hub.query.QueryLimits;
import hub.sql.source.Source;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.util.List;
import java.util.stream.Stream;
import org.h2.index.Cursor;
import org.h2.schema.Schema;
import org.h2.table.Column;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.h2.value.ValueNull;

/** {@code buckets('PT1H', …)}: a row for each bucket of each series that has readings; its time is the bucket's start. */
final class BucketsTable extends QuestionTable {

    private static final Keys KEYS = new Keys(1, 2, 0);

    private final BucketCall call;
    private final Source source;
    private final Snapshots snapshots;

    BucketsTable(Schema schema, String name, BucketCall call, Source source, Snapshots snapshots, Run run) {
        super(schema, name, run, KEYS, columns(call.aggregates()));
        this.call = call;
        this.source = source;
        this.snapshots = snapshots;
    }

    private static Column[] columns(List<Aggregate> aggregates) {
        return Stream.concat(
                        Stream.of(
                                column("time", TypeInfo.TYPE_TIMESTAMP_TZ, false),
                                column("device", TypeInfo.TYPE_VARCHAR, false),
                                column("metric", TypeInfo.TYPE_VARCHAR, false)),
                        aggregates.stream().map(one -> column(one.name(), Numbers.TYPE, true)))
                .toArray(Column[]::new);
    }

    @Override
    List<Column> sortedBy(Order order) {
        return List.of();
    }

    @Override
    long rows() {
        return 1_000_000;
    }

    @Override
    Cursor find(Bounds bounds, Order order, boolean reverse) {
        TimeRange range = wholeBuckets(bounds.range());
        SeriesSelection selection = bounds.selection(source);
        BucketQuery query = BucketQuery.of(selection, range, call.buckets(), call.aggregates());
        return new BucketRows(
                BucketCursor.open(snapshots.of(selection), query, QueryLimits.DEFAULT, run().watch()),
                call.aggregates().size(),
                run());
    }

    /** From the first bucket that begins within a range to the end of the last one that does. */
    private TimeRange wholeBuckets(TimeRange starts) {
        long from = behind(starts.fromMicros());
        long to = behind(starts.toMicros());
        return new TimeRange(from, Math.max(from, to));
    }

    /** The first start that is not before a moment. */
    private long behind(long micros) {
        Buckets buckets = call.buckets();
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            return micros;
        }
        return buckets.start(micros) == micros ? micros : buckets.end(micros);
    }

    private static final class BucketRows extends RowCursor {

        private final BucketCursor cursor;
        private final int columns;
        private final ReadingValues values = new ReadingValues();
        private final Times times = new Times();

        BucketRows(BucketCursor cursor, int columns, Run run) {
            super(run);
            this.cursor = cursor;
            this.columns = columns;
        }

        @Override
        boolean advance() {
            return cursor.next();
        }

        @Override
        Value[] values() {
            Value[] row = new Value[3 + columns];
            Value[] names = values.names(cursor.group().series().orElseThrow());
            row[0] = times.value(cursor.startMicros());
            row[1] = names[0];
            row[2] = names[1];
            for (int i = 0; i < columns; i++) {
                row[3 + i] = Double.isFinite(cursor.value(i)) ? Numbers.value(cursor.value(i)) : ValueNull.INSTANCE;
            }
            return row;
        }
    }
}
