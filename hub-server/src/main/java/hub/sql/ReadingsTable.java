package hub.sql;

import hub.query.QueryLimits;
import hub.query.RawQuery;
import hub.sql.source.Source;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import java.util.List;
import org.h2.index.Cursor;
import org.h2.schema.Schema;
import org.h2.table.Column;
import org.h2.value.TypeInfo;

/** {@code readings(device, metric, time, value)}. */
final class ReadingsTable extends QuestionTable {

    private static final Keys KEYS = new Keys(0, 1, 2);

    private final Source source;
    private final Snapshots snapshots;

    ReadingsTable(Schema schema, Source source, Snapshots snapshots, Run run) {
        super(
                schema,
                "readings",
                run,
                KEYS,
                column("device", TypeInfo.TYPE_VARCHAR, false),
                column("metric", TypeInfo.TYPE_VARCHAR, false),
                column("time", TypeInfo.TYPE_TIMESTAMP_TZ, false),
                column("value", Numbers.TYPE, false));
        this.source = source;
        this.snapshots = snapshots;
    }

    @Override
    List<Order> orders() {
        return List.of(Order.USUAL, Order.BY_TIME);
    }

    @Override
    List<Column> sortedBy(Order order) {
        Column[] columns = getColumns();
        return order == Order.USUAL
                ? List.of(columns[0], columns[1], columns[2])
                : List.of(columns[2], columns[0], columns[1]);
    }

    @Override
    long rows() {
        return 10_000_000;
    }

    @Override
    Cursor find(Bounds bounds, Order order, boolean reverse) {
        SeriesSelection selection = bounds.selection(source);
        Snapshot snapshot = snapshots.of(selection);
        if (order == Order.USUAL && !reverse) {
            return new SeriesRows(snapshot.scan(bounds.range()), run());
        }
        if (order == Order.BY_TIME && !reverse) {
            return new TimeRows(RawQuery.open(snapshot, bounds.range(), QueryLimits.DEFAULT, run().watch()), run());
        }
        return order == Order.BY_TIME
                ? ReversedRows.of(RawQuery.open(snapshot, bounds.range(), QueryLimits.DEFAULT, run().watch()), run())
                : ReversedRows.of(snapshot.scan(bounds.range()), run());
    }
}
