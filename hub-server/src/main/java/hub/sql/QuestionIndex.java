package hub.sql;

import hub.sql.QuestionTable.Order;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.h2.command.query.AllColumnsForPlan;
import org.h2.engine.SessionLocal;
import org.h2.index.Cursor;
import org.h2.index.IndexCondition;
import org.h2.index.VirtualTableIndex;
import org.h2.result.SearchRow;
import org.h2.result.SortOrder;
import org.h2.table.Column;
import org.h2.table.IndexColumn;
import org.h2.table.TableFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows of a table for one place in a statement. The database hands bounds over for one list of values at a time, and
 * forgets ranges beside a list; so all conditions are taken from where it keeps them.
 */
final class QuestionIndex extends VirtualTableIndex {

    private static final Field CONDITIONS = conditions();
    private static final double NEVER = 1e300;

    private final QuestionTable asked;
    private final @Nullable TableFilter filter;
    private final Order order;

    /** @param filter the place in the statement; null if it finds nothing */
    QuestionIndex(QuestionTable table, @Nullable TableFilter filter, Order order) {
        super(table, "by_" + order, IndexColumn.wrap(columns(table, order)));
        this.asked = table;
        this.filter = filter;
        this.order = order;
    }

    private static Column[] columns(QuestionTable table, Order order) {
        List<Column> sorted = table.sortedBy(order);
        return (sorted.isEmpty() ? List.of(table.getColumns()[0]) : sorted).toArray(new Column[0]);
    }

    private static Field conditions() {
        try {
            Field field = TableFilter.class.getDeclaredField("indexConditions");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this H2 keeps its conditions elsewhere; see QuestionIndex", e);
        }
    }

    /** So that the database looks up once, and keeps every condition on device, metric and time. */
    @Override
    public boolean isFindUsingFullTableScan() {
        return true;
    }

    @Override
    public int getColumnIndex(Column column) {
        return asked.keys().has(column.getColumnId()) ? 0 : -1;
    }

    /** Only an index that could be made again is taken for its order. */
    @Override
    public @Nullable String getCreateSQL() {
        return asked.sortedBy(order).isEmpty() ? null : "";
    }

    @Override
    public boolean canScan() {
        return true;
    }

    @Override
    public Cursor find(SessionLocal session, SearchRow first, SearchRow last, boolean reverse) {
        return asked.find(Bounds.of(session, held(), asked.keys()), order, reverse);
    }

    private List<IndexCondition> held() {
        List<IndexCondition> held = new ArrayList<>();
        try {
            if (filter != null) {
                for (Object condition : (List<?>) CONDITIONS.get(filter)) {
                    held.add((IndexCondition) condition);
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return held;
    }

    @Override
    public double getCost(
            SessionLocal session,
            int[] masks,
            TableFilter[] filters,
            int at,
            SortOrder sortOrder,
            AllColumnsForPlan allColumns,
            boolean isSelect) {
        if (filter == null) {
            return NEVER;
        }
        double cost = 10 + asked.rows() * share(masks);
        if (order == Order.USUAL) {
            return cost;
        }
        return wantsTime(sortOrder, at) ? cost / 2 : 2 * cost;
    }

    private boolean wantsTime(@Nullable SortOrder sortOrder, int at) {
        if (at != 0 || sortOrder == null || filter == null) {
            return false;
        }
        Column first = sortOrder.getColumn(0, filter);
        return first != null && first.getColumnId() == asked.keys().time();
    }

    /** A guess; what matters is that who knows more comes first. */
    private double share(int @Nullable [] masks) {
        Keys keys = asked.keys();
        return narrowed(masks, keys.device(), 0.002, 0.1)
                * narrowed(masks, keys.metric(), 0.2, 0.5)
                * narrowed(masks, keys.time(), 0.000_1, 0.2);
    }

    private static double narrowed(int @Nullable [] masks, int column, double equal, double range) {
        if (masks == null || column < 0 || masks[column] == 0) {
            return 1;
        }
        return (masks[column] & IndexCondition.EQUALITY) != 0 ? equal : range;
    }
}
