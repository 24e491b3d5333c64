package hub.store.h2;

import java.util.Arrays;

/**
 * The readings of one series that are not in a chunk yet, in the order in which they arrived.
 *
 * <p>Grows at the end only: what a {@link View} saw never changes. Changed and viewed under the store's lock.
 */
final class SeriesHead {

    private static final int FIRST_CAPACITY = 16;

    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int size;
    private boolean ascending = true;

    void add(long timeMicros, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        ascending &= size == 0 || timeMicros > times[size - 1];
        times[size] = timeMicros;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    View view() {
        return new View(times, values, size, ascending);
    }

    /** What stood in a head at one moment. */
    @SuppressWarnings("ArrayRecordComponent") // Shares the head's arrays on purpose; never compared.
    record View(long[] times, double[] values, int size, boolean ascending) {

        /** The readings strictly ascending by time; of equal times the later arrival. */
        Columns sorted() {
            return ascending ? new Columns(times, values, size) : Columns.sorted(times, values, size);
        }
    }
}
