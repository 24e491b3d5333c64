package hub.query;

import java.math.BigDecimal;

/**
 * What some doubles amount to that are no decimals. Sums carry what rounding loses in a second double (Dekker, "A
 * floating-point technique for extending the available precision", 1971), so the order in which values come hardly
 * matters, and how they are divided into blocks does not at all.
 */
final class FloatSums {

    private long count;
    private double min;
    private double max;
    private double sum;
    private double sumLost;

    /** Distances are taken from the first value, which keeps their squares small. */
    private double pivot;

    private double distances;
    private double distancesLost;
    private double squares;
    private double squaresLost;
    private final boolean squared;

    /** @param squared whether squares are asked for */
    FloatSums(boolean squared) {
        this.squared = squared;
        clear();
    }

    void clear() {
        count = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
        sum = 0;
        sumLost = 0;
        distances = 0;
        distancesLost = 0;
        squares = 0;
        squaresLost = 0;
    }

    void add(double[] values, int from, int to) {
        if (from == to) {
            return;
        }
        if (count == 0) {
            pivot = values[from];
        }
        count += to - from;
        double least = min;
        double greatest = max;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
            addToSum(values[i]);
        }
        min = least;
        max = greatest;
        if (squared) {
            addDistances(values, from, to);
        }
    }

    /** Adds what is known of readings without their sum. */
    void add(long readings, double least, double greatest) {
        count += readings;
        min = Math.min(min, least);
        max = Math.max(max, greatest);
    }

    private void addToSum(double value) {
        double next = sum + value;
        sumLost += lost(sum, value, next);
        sum = next;
    }

    private void addDistances(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            double distance = values[i] - pivot;
            double next = distances + distance;
            distancesLost += lost(distances, distance, next);
            distances = next;
            double square = distance * distance;
            double nextSquares = squares + square;
            squaresLost += lost(squares, square, nextSquares);
            squares = nextSquares;
        }
    }

    /** What a + b lost when it was rounded (Knuth, "The Art of Computer Programming" 2, 4.2.2). */
    private static double lost(double a, double b, double rounded) {
        double partOfB = rounded - a;
        return (a - (rounded - partOfB)) + (b - partOfB);
    }

    long count() {
        return count;
    }

    /** The least; infinite if there is none. */
    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /** The sum, infinite if it is beyond all doubles. */
    double sum() {
        // Near the largest double the compensation is no number; the plain sum may still be one.
        double total = sum + sumLost;
        return Double.isNaN(total) ? sum : total;
    }

    /** The sum with all its digits; it is finite. */
    BigDecimal exactSum() {
        BigDecimal exact = new BigDecimal(sum);
        return Double.isNaN(sumLost) || Double.isInfinite(sumLost) ? exact : exact.add(new BigDecimal(sumLost));
    }

    /** The sum of squares of the distances to the mean; not a number if it is beyond all doubles. */
    double squaredDistances() {
        double shift = distances + distancesLost;
        return Math.max(0, squares + squaresLost - shift * shift / count);
    }

    double mean() {
        return pivot + (distances + distancesLost) / count;
    }
}
