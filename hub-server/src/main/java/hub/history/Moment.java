package hub.history;

import hub.protocol.Timestamps;
import hub.text.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as a request names them: RFC 3339, or how long ago. */
final class Moment {

    private static final Pattern AGO = Pattern.compile("-([0-9]{1,9})(s|m|h|d|w)");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private Moment() {}

    /**
     * The moment in µs since 1970.
     *
     * @param parameter that it is the value of
     */
    static long parse(String parameter, String text, long nowMicros) {
        if (text.equals("now")) {
            return nowMicros;
        }
        Matcher ago = AGO.matcher(text);
        try {
            if (ago.matches()) {
                Duration unit = UNITS.getOrDefault(ago.group(2), Duration.ZERO);
                long micros = Math.multiplyExact(Long.parseLong(ago.group(1)), unit.toNanos() / 1_000);
                return Math.max(Timestamps.MIN_MICROS, Math.subtractExact(nowMicros, micros));
            }
            // A '+' that was not encoded has become a space.
            return Timestamps.micros(
                    OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
        } catch (DateTimeParseException e) {
            throw new BadRequestException("parameter '" + parameter + "': '" + Printable.shortened(text)
                    + "' is no RFC 3339 time such as 2019-05-06T00:00:00Z, and not -7d, -12h, -30m or now");
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRequestException(
                    "parameter '" + parameter + "': '" + Printable.shortened(text) + "' is out of range");
        }
    }
}
