package hub.sql;

import hub.store.ReadingCursor;
import org.h2.value.Value;

/** Readings ascending by time, then device, then metric. */
final class TimeRows extends RowCursor {

    private final ReadingCursor cursor;
    private final ReadingValues values = new ReadingValues();

    TimeRows(ReadingCursor cursor, Run run) {
        super(run);
        this.cursor = cursor;
    }

    @Override
    boolean advance() {
        return cursor.next();
    }

    @Override
    Value[] values() {
        return values.of(cursor.series(), cursor.timeMicros(), cursor.value());
    }
}
