package hub.sql;

import org.h2.util.DateTimeUtils;
import org.h2.value.Value;
import org.h2.value.ValueTimestampTimeZone;

/** Times as the database has them. Of one thread. */
final class Times {

    private static final long DAY_MICROS = 86_400_000_000L;

    private long day = Long.MIN_VALUE;
    private long dateValue;

    /** @param micros since 1970 */
    Value value(long micros) {
        long days = Math.floorDiv(micros, DAY_MICROS);
        if (days != day) {
            day = days;
            dateValue = DateTimeUtils.dateValueFromAbsoluteDay(days);
        }
        return ValueTimestampTimeZone.fromDateValueAndNanos(dateValue, Math.floorMod(micros, DAY_MICROS) * 1_000, 0);
    }

    /** Whether a time with a zone is a whole number of µs. */
    static boolean isWhole(Value value) {
        return ((ValueTimestampTimeZone) value).getTimeNanos() % 1_000 == 0;
    }

    /** The µs since 1970 that a time with a zone is in. */
    static long micros(Value value) {
        ValueTimestampTimeZone time = (ValueTimestampTimeZone) value;
        long days = DateTimeUtils.absoluteDayFromDateValue(time.getDateValue());
        return days * DAY_MICROS
                + Math.floorDiv(time.getTimeNanos(), 1_000L)
                - time.getTimeZoneOffsetSeconds() * 1_000_000L;
    }
}
