package hub.sql;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.h2.command.query.AllColumnsForPlan;
import org.h2.engine.SessionLocal;
import org.h2.index.Cursor;
import org.h2.index.Index;
import org.h2.result.SortOrder;
import org.h2.schema.Schema;
import org.h2.table.Column;
import org.h2.table.PlanItem;
import org.h2.table.TableFilter;
import org.h2.table.TableType;
import org.h2.table.VirtualTable;
import org.h2.value.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A table that holds nothing: each time the database looks for rows, it is asked for those within bounds. Of one
 * statement.
 *
 * <p>An index is told what to find, not by whom; it needs to know that for the bounds. So each place in a statement that
 * names the table gets indexes of its own.
 */
abstract class QuestionTable extends VirtualTable {

    /** In which order rows come. */
    enum Order {
        /** As it is least work; of readings by device, metric, time. */
        USUAL,
        /** By time, device, metric. */
        BY_TIME
    }

    private final Run run;
    private final Keys keys;
    private final Index unused;
    private final IdentityHashMap<TableFilter, List<Index>> bound = new IdentityHashMap<>();
    private @Nullable TableFilter planned;

    QuestionTable(Schema schema, String name, Run run, Keys keys, Column... columns) {
        super(schema, 0, name);
        this.run = run;
        setColumns(columns);
        this.keys = keys;
        this.unused = new QuestionIndex(this, null, Order.USUAL);
    }

    static Column column(String name, TypeInfo type, boolean nullable) {
        Column column = new Column(name, type);
        column.setNullable(nullable);
        return column;
    }

    Run run() {
        return run;
    }

    Keys keys() {
        return keys;
    }

    /** The columns that rows are ordered by; empty if by none. */
    abstract List<Column> sortedBy(Order order);

    /** The rows that may be within bounds. */
    abstract Cursor find(Bounds bounds, Order order, boolean reverse);

    /** About how many rows there are. */
    abstract long rows();

    /** Which orders it can give. */
    List<Order> orders() {
        return List.of(Order.USUAL);
    }

    @Override
    public PlanItem getBestPlanItem(
            SessionLocal session,
            int[] masks,
            TableFilter[] filters,
            int filter,
            SortOrder sortOrder,
            AllColumnsForPlan allColumns,
            boolean isSelect) {
        run.check(); // Planning may take long, and the database does not look up meanwhile.
        planned = filters[filter];
        try {
            // Without masks the indexes would not be looked at.
            int[] known = masks == null ? new int[getColumns().length] : masks;
            return super.getBestPlanItem(session, known, filters, filter, sortOrder, allColumns, isSelect);
        } finally {
            planned = null;
        }
    }

    private List<Index> indexesOf(TableFilter filter) {
        return bound.computeIfAbsent(filter, added -> {
            List<Index> indexes = new ArrayList<>();
            orders().forEach(order -> indexes.add(new QuestionIndex(this, filter, order)));
            return indexes;
        });
    }

    @Override
    public List<Index> getIndexes() {
        if (planned != null) {
            return indexesOf(planned);
        }
        List<Index> all = new ArrayList<>();
        bound.values().forEach(all::addAll);
        return all;
    }

    /** So that lists of values are looked up beside other conditions. */
    @Override
    public TableType getTableType() {
        return TableType.TABLE;
    }

    /** One that is never the best. */
    @Override
    public Index getScanIndex(SessionLocal session) {
        return unused;
    }

    @Override
    public long getMaxDataModificationId() {
        return 0;
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }

    @Override
    public boolean canGetRowCount(SessionLocal session) {
        return false;
    }

    @Override
    public long getRowCount(SessionLocal session) {
        return rows();
    }

    @Override
    public long getRowCountApproximation(SessionLocal session) {
        return rows();
    }
}
