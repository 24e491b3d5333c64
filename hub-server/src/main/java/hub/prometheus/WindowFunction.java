package hub.prometheus;

import java.util.Arrays;

/** What becomes of the readings of a window; it has at least one. */
enum WindowFunction {
    AVG("avg_over_time"),
    MIN("min_over_time"),
    MAX("max_over_time"),
    SUM("sum_over_time"),
    COUNT("count_over_time"),
    LAST("last_over_time"),
    STDDEV("stddev_over_time"),
    QUANTILE("quantile_over_time");

    private final String wireName;

    WindowFunction(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    /** @param rank of a quantile, 0 to 1 */
    double of(double[] values, int from, int to, double rank) {
        return switch (this) {
            case AVG -> sum(values, from, to) / (to - from);
            case MIN -> Arrays.stream(values, from, to).min().orElseThrow();
            case MAX -> Arrays.stream(values, from, to).max().orElseThrow();
            case SUM -> sum(values, from, to);
            case COUNT -> to - from;
            case LAST -> values[to - 1];
            case STDDEV -> deviation(values, from, to);
            case QUANTILE -> quantile(Arrays.copyOfRange(values, from, to), rank);
        };
    }

    private static double sum(double[] values, int from, int to) {
        PreciseSum sum = new PreciseSum();
        for (int i = from; i < to; i++) {
            sum.add(values[i]);
        }
        return sum.value();
    }

    /** Of the whole population (Welford, Technometrics 4 (1962), 419–420). */
    private static double deviation(double[] values, int from, int to) {
        double mean = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double distance = values[i] - mean;
            mean += distance / (i - from + 1);
            squares += distance * (values[i] - mean);
        }
        return Math.sqrt(squares / (to - from));
    }

    /** Between the two nearest values, by how near they are, as Prometheus has it. */
    private static double quantile(double[] values, double rank) {
        if (Double.isNaN(rank)) {
            return Double.NaN;
        }
        if (rank < 0 || rank > 1) {
            return rank < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values);
        double place = rank * (values.length - 1);
        int lower = (int) Math.floor(place);
        int upper = Math.min(lower + 1, values.length - 1);
        double share = place - lower;
        return values[lower] * (1 - share) + values[upper] * share;
    }
}
