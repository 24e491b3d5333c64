package hub.prometheus;

/** The series of one group, while they become one. */
final class Grouped {

    private final Aggregator aggregator;
    private final double[] totals;
    private final double[] lost;
    private final int[] counts;

    Grouped(Aggregator aggregator, int steps) {
        this.aggregator = aggregator;
        this.totals = new double[steps];
        this.lost = new double[aggregator == Aggregator.SUM || aggregator == Aggregator.AVG ? steps : 0];
        this.counts = new int[steps];
    }

    void add(double[] values) {
        for (int step = 0; step < values.length; step++) {
            if (!Sample.isAbsent(values[step])) {
                add(step, values[step]);
                counts[step]++;
            }
        }
    }

    private void add(int step, double value) {
        switch (aggregator) {
            case SUM, AVG -> addExactly(step, value);
            case MIN, MAX -> {
                boolean further = aggregator == Aggregator.MIN ? value < totals[step] : value > totals[step];
                if (counts[step] == 0 || further || Double.isNaN(totals[step])) {
                    totals[step] = value;
                }
            }
            case COUNT -> {
                // The caller does.
            }
        }
    }

    /** As {@link PreciseSum}, without an object for each step. */
    private void addExactly(int step, double value) {
        double sum = totals[step];
        double next = sum + value;
        lost[step] += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        totals[step] = next;
    }

    double value(int step) {
        if (counts[step] == 0) {
            return Sample.ABSENT;
        }
        return switch (aggregator) {
            case SUM -> sum(step);
            case AVG -> sum(step) / counts[step];
            case MIN, MAX -> totals[step];
            case COUNT -> counts[step];
        };
    }

    private double sum(int step) {
        double exact = totals[step] + lost[step];
        return Double.isFinite(exact) ? exact : totals[step];
    }
}
