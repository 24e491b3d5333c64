package hub.history;

/** The readings of one series in one span of time, as far as the functions need them. Taken in ascending by time. */
final class Bucket {

    private long count;
    private double sum;

    /** What plain summing lost (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation", 1974). */
    private double lost;

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double first;
    private double last;

    void add(double value) {
        if (count++ == 0) {
            first = value;
        }
        last = value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    double get(BucketFunction function) {
        return switch (function) {
            case AVG -> total() / count;
            case MIN -> min;
            case MAX -> max;
            case COUNT -> count;
            case SUM -> total();
            case FIRST -> first;
            case LAST -> last;
        };
    }

    private double total() {
        double total = sum + lost;
        // Values near the largest double: the compensation is no number there, the plain sum may still be one.
        return Double.isNaN(total) ? sum : total;
    }
}
