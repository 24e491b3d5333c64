package hub.store;

import java.util.ArrayList;
import java.util.List;

/** A reading as a query gives it; values are equal if their bits are. */
public record StoredReading(long time, String device, String metric, double value) {

    /** Every reading of the store. */
    public static List<StoredReading> all(ReadingStore store) {
        return query(store, SeriesSelection.ALL, TimeRange.ALL);
    }

    /** What a query gives, in its order. */
    public static List<StoredReading> query(ReadingStore store, SeriesSelection selection, TimeRange range) {
        try (ReadingCursor cursor = store.readings(selection, range)) {
            return rest(cursor);
        }
    }

    /** What a cursor still has. */
    public static List<StoredReading> rest(ReadingCursor cursor) {
        List<StoredReading> readings = new ArrayList<>();
        while (cursor.next()) {
            readings.add(new StoredReading(
                    cursor.timeMicros(),
                    cursor.series().device().value(),
                    cursor.series().metric().name(),
                    cursor.value()));
        }
        return readings;
    }
}
