package hub.quality;

import java.util.Arrays;

/** The Hampel identifier: whether a reading is too far from the median of its neighbours and itself. */
final class SpikeTest {

    private final double floor;
    private final double[] sorted = new double[2 * QaTable.NEIGHBOURS + 1];
    private int size;

    /** @param floor the least distance that may be a spike */
    SpikeTest(double floor) {
        this.floor = floor;
    }

    void clear() {
        size = 0;
    }

    /** Adds a reading of the window. */
    void add(double value) {
        sorted[size++] = value;
    }

    boolean isSpike(double value) {
        if (size < QaTable.LEAST_WINDOW || spread() <= floor) {
            return false;
        }
        double middle = median();
        double distance = Math.abs(value - middle);
        if (distance <= floor) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            sorted[i] = Math.abs(sorted[i] - middle);
        }
        return distance > QaTable.DEVIATIONS * QaTable.NORMAL * median();
    }

    /** Nothing is further from the median than the ends are from each other: most windows need no sorting. */
    private double spread() {
        double least = sorted[0];
        double most = sorted[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, sorted[i]);
            most = Math.max(most, sorted[i]);
        }
        return most - least;
    }

    private double median() {
        Arrays.sort(sorted, 0, size);
        int half = size / 2;
        return size % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
