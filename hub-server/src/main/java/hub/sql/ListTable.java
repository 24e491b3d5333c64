package hub.sql;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.h2.index.Cursor;
import org.h2.schema.Schema;
import org.h2.table.Column;
import org.h2.value.Value;

/** A table of which the store has, or can say, all rows within bounds. */
final class ListTable extends QuestionTable {

    private final long rows;
    private final Function<Bounds, Iterator<Value[]>> source;

    /**
     * A table whose rows are in no order.
     *
     * @param rows about how many there are
     * @param source the rows within bounds, and more if that is less work
     */
    ListTable(
            Schema schema,
            String name,
            Keys keys,
            List<Column> columns,
            long rows,
            Function<Bounds, Iterator<Value[]>> source,
            Run run) {
        super(schema, name, run, keys, columns.toArray(new Column[0]));
        this.rows = rows;
        this.source = source;
    }

    @Override
    List<Column> sortedBy(Order order) {
        return List.of();
    }

    @Override
    long rows() {
        return rows;
    }

    @Override
    Cursor find(Bounds bounds, Order order, boolean reverse) {
        Iterator<Value[]> found = source.apply(bounds);
        return new RowCursor(run()) {

            private Value[] row = {};

            @Override
            boolean advance() {
                if (!found.hasNext()) {
                    return false;
                }
                row = found.next();
                return true;
            }

            @Override
            Value[] values() {
                return row;
            }
        };
    }
}
