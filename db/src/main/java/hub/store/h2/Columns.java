package hub.store.h2;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Readings of one series, strictly ascending by time.
 *
 * @param size how many of the arrays' elements count
 */
@SuppressWarnings("ArrayRecordComponent") // Columns are shared, not compared.
record Columns(long[] times, double[] values, int size) {

    /** Sorts by time; of equal times only the last one stays, since the later arrival wins. */
    static Columns sorted(long[] times, double[] values, int size) {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] sortedTimes = new long[size];
        double[] sortedValues = new double[size];
        int count = 0;
        for (int i : order) {
            // The sort is stable: an equal time stands where the earlier arrival stood.
            if (count > 0 && sortedTimes[count - 1] == times[i]) {
                count--;
            }
            sortedTimes[count] = times[i];
            sortedValues[count] = values[i];
            count++;
        }
        return new Columns(sortedTimes, sortedValues, count);
    }

    /** The index of the first time that is not before the given one; the size if there is none. */
    int lowerBound(long timeMicros) {
        int found = Arrays.binarySearch(times, 0, size, timeMicros);
        return found >= 0 ? found : -found - 1;
    }
}
