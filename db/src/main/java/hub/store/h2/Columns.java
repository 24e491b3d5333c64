package hub.store.h2;

import hub.store.TimeRange;
import java.util.Arrays;

/**
 * Readings of one series, strictly ascending by time.
 *
 * @param size how many of the arrays' elements count
 */
@SuppressWarnings("ArrayRecordComponent") // Columns are shared, not compared.
record Columns(long[] times, double[] values, int size) {

    static final Columns EMPTY = new Columns(new long[0], new double[0], 0);

    /** Sorts readings in the order of arrival by time; of equal times only the last one stays. */
    static Columns sorted(long[] times, double[] values, int size) {
        long[] sortedTimes = Arrays.copyOf(times, size);
        Arrays.sort(sortedTimes);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || sortedTimes[i] != sortedTimes[i - 1]) {
                sortedTimes[distinct++] = sortedTimes[i];
            }
        }
        double[] sortedValues = new double[distinct];
        for (int i = 0; i < size; i++) {
            // Later arrivals overwrite earlier ones.
            sortedValues[Arrays.binarySearch(sortedTimes, 0, distinct, times[i])] = values[i];
        }
        return new Columns(sortedTimes, sortedValues, distinct);
    }

    /** Whether some of it may be in the range. */
    boolean overlaps(TimeRange range) {
        return times[size - 1] >= range.fromMicros() && times[0] < range.toMicros();
    }

    /** The index of the first time that is not before the given one; the size if there is none. */
    int lowerBound(long timeMicros) {
        int found = Arrays.binarySearch(times, 0, size, timeMicros);
        return found >= 0 ? found : -found - 1;
    }
}
