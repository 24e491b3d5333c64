package hub.store;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * For how long readings are kept, by device and metric: of the rules that fit, the first counts; if none does, readings
 * are kept for ever.
 *
 * <p>Chunks go as a whole, so readings may stay a little longer than they must.
 */
public record RetentionRules(List<Rule> rules) {

    /** Nothing is ever deleted. */
    public static final RetentionRules KEEP_ALL = new RetentionRules(List.of());

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Copies the list. */
    public RetentionRules {
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param device a pattern of names, with {@code *} for any characters
     * @param metric likewise
     * @param keep one hour to 100 years; empty for ever
     */
    public record Rule(String device, String metric, Keep keep) {}

    /**
     * How long.
     *
     * @param micros in µs; {@link Long#MAX_VALUE} for ever
     */
    public record Keep(long micros) {
        /** Never deleted. */
        public static final Keep FOREVER = new Keep(Long.MAX_VALUE);
    }

    /**
     * Reads rules from a text: rules with commas between them, each {@code [device/]metric=duration}, or only a duration
     * for all that no earlier rule names. A duration is ISO 8601 with a fixed length ({@code P30D}, {@code PT12H}) or
     * {@code forever}; names may hold asterisks. An example: {@code battery=P30D,test-1/pm10=P1D,P365D}.
     *
     * @throws IllegalArgumentException if it is not one, with words for the operator
     */
    public static RetentionRules parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            rules.add(rule(part.strip()));
        }
        return new RetentionRules(rules);
    }

    private static Rule rule(String text) {
        int equals = text.lastIndexOf('=');
        String names = equals < 0 ? "*" : text.substring(0, equals).strip();
        int slash = names.indexOf('/');
        String device = slash < 0 ? "*" : names.substring(0, slash).strip();
        String metric = names.substring(slash + 1).strip();
        if (device.isEmpty() || metric.isEmpty()) {
            throw new IllegalArgumentException(
                    "retention rule '" + text + "' is not of the form [device/]metric=duration, such as pm2_5=P365D");
        }
        return new Rule(device, metric, keep(text.substring(equals + 1).strip()));
    }

    private static Keep keep(String text) {
        if (text.equals("forever")) {
            return Keep.FOREVER;
        }
        try {
            Duration keep = Duration.parse(text);
            if (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("retention '" + text + "' is not in PT1H..P36500D");
            }
            return new Keep(keep.toMillis() * 1_000);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "retention '" + text + "' is neither an ISO 8601 duration such as P365D or PT12H, nor 'forever'",
                    e);
        }
    }

    /** For how long readings of a series are kept, in µs; empty for ever. */
    public OptionalLong keepMicros(DeviceId device, Metric metric) {
        for (Rule rule : rules) {
            if (fits(rule.device(), device.value()) && fits(rule.metric(), metric.name())) {
                return rule.keep().equals(Keep.FOREVER)
                        ? OptionalLong.empty()
                        : OptionalLong.of(rule.keep().micros());
            }
        }
        return OptionalLong.empty();
    }

    /** Whether nothing is ever deleted. */
    public boolean keepsAll() {
        return rules.stream().allMatch(rule -> rule.keep().equals(Keep.FOREVER));
    }

    /** Asked for every series again and again, so without regular expressions. */
    private static boolean fits(String pattern, String name) {
        int at = 0;
        int starAt = -1;
        int starTook = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                starAt = at++;
                starTook = i;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (starAt >= 0) {
                at = starAt + 1;
                i = ++starTook;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
