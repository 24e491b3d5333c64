package hub.sql;

import hub.store.SeriesRecord;
import java.util.HashMap;
import java.util.Map;
import org.h2.value.Value;
import org.h2.value.ValueVarchar;

/** Readings as the database has them. Of one thread. */
final class ReadingValues {

    private final Map<Integer, Value[]> names = new HashMap<>();
    private final Times times = new Times();

    /** A reading. */
    Value[] of(SeriesRecord series, long timeMicros, double value) {
        Value[] name = names(series);
        return new Value[] {name[0], name[1], times.value(timeMicros), Numbers.value(value)};
    }

    /** Device and metric. */
    Value[] names(SeriesRecord series) {
        return names.computeIfAbsent(series.number(), added -> new Value[] {
            ValueVarchar.get(series.device().value()),
            ValueVarchar.get(series.metric().name())
        });
    }
}
