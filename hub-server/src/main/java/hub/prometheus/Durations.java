package hub.prometheus;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 5m}, {@code 1h30m}, {@code 250ms}. */
final class Durations {

    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,12}(?:ms|[smhdwy]))++");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");
    private static final long SECOND = 1_000_000;
    private static final Map<String, Long> UNITS = Map.of(
            "ms", SECOND / 1_000,
            "s", SECOND,
            "m", 60 * SECOND,
            "h", 3_600 * SECOND,
            "d", 86_400 * SECOND,
            "w", 7 * 86_400 * SECOND,
            "y", 365 * 86_400 * SECOND);

    /** Longer than any range of times. */
    private static final long MAX = 10_000L * 365 * 86_400 * SECOND;

    private Durations() {}

    /** In µs, up to 10,000 years; empty if it is none. */
    static OptionalLong micros(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        double micros = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            micros += Double.parseDouble(part.group(1)) * UNITS.getOrDefault(part.group(2), 0L);
        }
        return micros <= MAX ? OptionalLong.of((long) micros) : OptionalLong.empty();
    }
}
