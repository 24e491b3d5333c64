package hub.quality;

import java.util.HashMap;
import java.util.Map;

/**
 * What is doubtful here: the hub's table, with ranges of the operator's own.
 *
 * @param ranges by metric
 */
public record QaRules(Map<String, Range> ranges) {

    /** The table as it is. */
    public static final QaRules DEFAULT = new QaRules(Map.of());

    /** Copies the map. */
    public QaRules {
        ranges = Map.copyOf(ranges);
    }

    /**
     * What a metric can be, in whatever unit.
     *
     * @param least at most {@code most}
     */
    public record Range(double least, double most) {}

    /**
     * Reads ranges from a text: {@code metric=least..most} with commas between them, such as {@code soil_moisture=0..100}; none
     * from an empty one.
     *
     * @throws IllegalArgumentException if it is not one, with words for the operator
     */
    public static QaRules parse(String text) {
        Map<String, Range> ranges = new HashMap<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                int equals = part.lastIndexOf('=');
                String metric = equals < 0 ? "" : part.substring(0, equals).strip();
                if (metric.isEmpty() || ranges.containsKey(metric)) {
                    throw wrong(part, metric.isEmpty() ? "it names no metric" : "its metric is there twice");
                }
                ranges.put(metric, range(part, part.substring(equals + 1).strip()));
            }
        }
        return new QaRules(ranges);
    }

    private static Range range(String part, String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw wrong(part, "it has no '..'");
        }
        try {
            double least = Double.parseDouble(text.substring(0, dots));
            double most = Double.parseDouble(text.substring(dots + 2));
            if (!(least <= most)) {
                throw wrong(part, "it ends before it begins");
            }
            return new Range(least, most);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(message(part, "an end is no number"), e);
        }
    }

    private static IllegalArgumentException wrong(String part, String why) {
        return new IllegalArgumentException(message(part, why));
    }

    private static String message(String part, String why) {
        return "range '" + part.strip() + "' is not of the form metric=least..most, such as pm2_5=0..1000: " + why;
    }

    MetricLimits limits(String metric, String unit) {
        MetricLimits limits = QaTable.of(metric, unit);
        Range own = ranges.get(metric);
        return own == null ? limits : limits.within(own.least(), own.most());
    }
}
