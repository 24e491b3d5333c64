package hub.sql;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.sql.source.Source;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.engine.SessionLocal;
import org.h2.expression.condition.Comparison;
import org.h2.index.IndexCondition;
import org.h2.message.DbException;
import org.h2.result.ResultInterface;
import org.h2.table.Column;
import org.h2.value.Value;
import org.jspecify.annotations.Nullable;

/** What the conditions on a table say of device, metric and time. The database checks the conditions again, row by row. */
final class Bounds {

    /** More names from a question within are not looked up one by one. */
    private static final int MAX_NAMES = 100_000;

    private static final int[] ASCENDING = {0};

    private @Nullable Set<String> devices;
    private @Nullable Set<String> metrics;
    private String firstDevice = "";
    private @Nullable String lastDevice;
    private boolean lastIsMeant;
    private long fromMicros = TimeRange.ALL.fromMicros();
    private long toMicros = TimeRange.ALL.toMicros();
    private boolean nothing;

    private Bounds() {}

    /** What holds now; of a joined table that depends on the row of the other. */
    static Bounds of(SessionLocal session, List<IndexCondition> conditions, Keys keys) {
        Bounds bounds = new Bounds();
        for (IndexCondition condition : conditions) {
            if (!condition.isCompoundColumns() && !condition.isAlwaysFalse()) {
                bounds.add(session, condition, keys);
            }
        }
        return bounds;
    }

    private void add(SessionLocal session, IndexCondition condition, Keys keys) {
        int column = condition.getColumn().getColumnId();
        if (condition.getCompareType() == Comparison.EQUAL_NULL_SAFE) {
            return; // IS NULL is one of these.
        }
        if (column == keys.device()) {
            devices = both(devices, names(session, condition));
            addRange(session, condition);
        } else if (column == keys.metric()) {
            metrics = both(metrics, names(session, condition));
        } else if (column == keys.time()) {
            addTime(session, condition);
        }
    }

    private static @Nullable Set<String> both(@Nullable Set<String> some, @Nullable Set<String> others) {
        if (some == null || others == null) {
            return some == null ? others : some;
        }
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    /** The names that a condition allows; null if it is not of that kind. */
    private static @Nullable Set<String> names(SessionLocal session, IndexCondition condition) {
        return switch (condition.getCompareType()) {
            case Comparison.EQUAL -> text(condition.getCurrentValue(session));
            case Comparison.IN_LIST, Comparison.IN_ARRAY -> {
                Set<String> names = new HashSet<>();
                for (Value value : condition.getCurrentValueList(session, ASCENDING)) {
                    names.addAll(text(value));
                }
                yield names;
            }
            case Comparison.IN_QUERY -> names(condition.getCurrentResult(session, ASCENDING));
            default -> null;
        };
    }

    private static @Nullable Set<String> names(ResultInterface result) {
        Set<String> names = new HashSet<>();
        while (result.next()) {
            names.addAll(text(result.currentRow()[0]));
            if (names.size() > MAX_NAMES) {
                return null;
            }
        }
        return names;
    }

    /** Nothing equals NULL. */
    private static Set<String> text(Value value) {
        return isNull(value) ? Set.of() : Set.of(value.getString());
    }

    private static boolean isNull(Value value) {
        return value.getValueType() == Value.NULL;
    }

    /** As of LIKE 'north-%'. */
    private void addRange(SessionLocal session, IndexCondition condition) {
        if (names(condition) || !(condition.isStart() || condition.isEnd())) {
            return;
        }
        Value value = condition.getCurrentValue(session);
        if (isNull(value)) {
            nothing = true;
            return;
        }
        String name = value.getString();
        if (condition.isStart()) {
            firstDevice = firstDevice.compareTo(name) < 0 ? name : firstDevice;
        } else {
            boolean without = condition.getCompareType() == Comparison.SMALLER;
            int order = lastDevice == null ? 1 : lastDevice.compareTo(name);
            if (order > 0 || (order == 0 && without)) {
                lastDevice = name;
                lastIsMeant = !without;
            }
        }
    }

    private static boolean names(IndexCondition condition) {
        return switch (condition.getCompareType()) {
            case Comparison.EQUAL, Comparison.IN_LIST, Comparison.IN_ARRAY, Comparison.IN_QUERY -> true;
            default -> false;
        };
    }

    private void addTime(SessionLocal session, IndexCondition condition) {
        if (!condition.isStart() && !condition.isEnd()) {
            return; // A list of times.
        }
        Column column = condition.getColumn();
        Value value;
        try {
            value = column.convert(session, condition.getCurrentValue(session));
        } catch (DbException e) {
            return; // The database says what is wrong with it when it compares.
        }
        if (isNull(value)) {
            nothing = true;
            return;
        }
        long micros = Times.micros(value);
        if (condition.isStart()) {
            fromMicros = Math.max(fromMicros, micros);
        }
        if (condition.isEnd()) {
            boolean without = condition.getCompareType() == Comparison.SMALLER && Times.isWhole(value);
            toMicros = Math.min(toMicros, without ? micros : micros + 1);
        }
    }

    /** The times that are meant. */
    TimeRange range() {
        return nothing || toMicros <= fromMicros
                ? new TimeRange(fromMicros, fromMicros)
                : new TimeRange(fromMicros, toMicros);
    }

    /** The series that are meant. */
    SeriesSelection selection(Source source) {
        Set<DeviceId> ids = devices == null ? inRange(source) : parsed(devices, DeviceId::parse);
        Set<Metric> names = metrics == null ? Set.of() : parsed(metrics, Metric::parse);
        boolean none =
                nothing || (ids.isEmpty() && (devices != null || hasRange())) || (names.isEmpty() && metrics != null);
        return none ? SeriesSelection.NONE : new SeriesSelection(ids, names);
    }

    private boolean hasRange() {
        return lastDevice != null || !firstDevice.isEmpty();
    }

    private Set<DeviceId> inRange(Source source) {
        if (!hasRange()) {
            return Set.of();
        }
        String last = lastDevice;
        return source.deviceIds().stream()
                .filter(id -> id.value().compareTo(firstDevice) >= 0
                        && (last == null || id.value().compareTo(last) < (lastIsMeant ? 1 : 0)))
                .collect(Collectors.toSet());
    }

    private static <T> Set<T> parsed(Set<String> names, Function<String, Optional<T>> parser) {
        return names.stream().flatMap(name -> parser.apply(name).stream()).collect(Collectors.toSet());
    }
}
