package hub.store.h2;

import java.util.Arrays;

/**
 * The readings of one series that are not in a chunk yet, in the order in which they arrived.
 *
 * <p>Grows at the end only: what a {@link View} saw never changes. Changed and viewed under the store's lock.
 */
final class SeriesHead {

    /** Most series of a large fleet have a few readings from fold to fold. */
    private static final int FIRST_CAPACITY = 4;

    /** Of the objects around the readings. */
    private static final int EMPTY_BYTES = 80;

    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int size;
    private boolean ascending = true;

    /** Returns by how many bytes it grew. */
    long add(long timeMicros, double value) {
        long grown = size == 0 ? EMPTY_BYTES + 16L * FIRST_CAPACITY : 0;
        if (size == times.length) {
            int capacity = size + (size >> 1);
            grown = 16L * (capacity - size);
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        ascending &= size == 0 || timeMicros > times[size - 1];
        times[size] = timeMicros;
        values[size] = value;
        size++;
        return grown;
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
