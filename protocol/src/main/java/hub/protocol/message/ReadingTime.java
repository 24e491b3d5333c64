package hub.protocol.message;

import hub.json.JsonValue;
import hub.json.JsonValue.JsonNumber;
import hub.protocol.Timestamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/** The {@code time} of a JSON reading: Unix milliseconds, a fraction down to microseconds allowed. */
final class ReadingTime {

    private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1_000);
    private static final BigDecimal EARLIEST = BigDecimal.valueOf(Timestamps.MIN_MICROS);
    private static final BigDecimal LATEST = BigDecimal.valueOf(Timestamps.MAX_MICROS);

    private ReadingTime() {}

    /** In µs; empty if the reading has none and takes the hub's. */
    static OptionalLong of(Fields fields) throws BadMessageException {
        Optional<JsonValue> value = fields.get("time");
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!(value.get() instanceof JsonNumber number)) {
            throw new BadMessageException("\"time\" is no number");
        }
        return OptionalLong.of(micros(new BigDecimal(number.text()).multiply(MICROS_PER_MILLI)));
    }

    /** Rounds to whole µs; what is beyond the year 9999 is clamped, since it is stored at receive time anyway. */
    static long micros(BigDecimal micros) throws BadMessageException {
        if (micros.compareTo(EARLIEST) < 0) {
            throw new BadMessageException("time is before the year 1");
        }
        return micros.min(LATEST).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
