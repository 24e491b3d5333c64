package hub.store.h2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The readings of one series that are not in a chunk yet, in the order in which they arrived.
 *
 * <p>Grows at the end only: what a {@link View} saw never changes. Changed and viewed under the store's lock. Full blocks
 * stay where they are: a journal of 10 million readings that is replayed would otherwise leave three times as much garbage
 * as readings.
 */
final class SeriesHead {

    /** So many readings are moved when there are more, at most. */
    static final int BLOCK = 1024;

    /** Most series of a large fleet have a few readings from fold to fold. */
    private static final int FIRST_CAPACITY = 4;

    /** Of the objects around the readings, and of those around a block. */
    private static final int EMPTY_BYTES = 112;

    private static final int BLOCK_BYTES = 48;

    private long[][] fullTimes = {};
    private double[][] fullValues = {};
    private int full;
    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int used;
    private long newest = Long.MIN_VALUE;
    private boolean ascending = true;

    /** Returns by how many bytes it grew. */
    long add(long timeMicros, double value) {
        long grown = size() == 0 ? EMPTY_BYTES + 16L * FIRST_CAPACITY : 0;
        if (used == times.length) {
            grown = grow();
        }
        ascending &= timeMicros > newest;
        newest = timeMicros;
        times[used] = timeMicros;
        values[used] = value;
        used++;
        return grown;
    }

    private long grow() {
        if (used < BLOCK) {
            int capacity = Math.min(BLOCK, used + (used >> 1));
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
            return 16L * (capacity - used);
        }
        if (full == fullTimes.length) {
            fullTimes = Arrays.copyOf(fullTimes, 2 * full + 1);
            fullValues = Arrays.copyOf(fullValues, 2 * full + 1);
        }
        fullTimes[full] = times;
        fullValues[full] = values;
        full++;
        times = new long[BLOCK];
        values = new double[BLOCK];
        used = 0;
        return 16L * BLOCK + BLOCK_BYTES;
    }

    int size() {
        return full * BLOCK + used;
    }

    View view() {
        return new View(fullTimes, fullValues, full, times, values, used, ascending);
    }

    /**
     * What stood in a head at one moment.
     *
     * @param full how many blocks are full
     * @param used how many readings of the block after them count
     */
    @SuppressWarnings("ArrayRecordComponent") // Shares the head's arrays on purpose; never compared.
    record View(
            long[][] fullTimes,
            double[][] fullValues,
            int full,
            long[] times,
            double[] values,
            int used,
            boolean ascending) {

        /** The readings strictly ascending by time, in parts of which each ends before the next; of equal times the later arrival. */
        List<Columns> parts() {
            if (!ascending) {
                return List.of(sorted());
            }
            List<Columns> parts = new ArrayList<>(full + 1);
            for (int i = 0; i < full; i++) {
                parts.add(new Columns(fullTimes[i], fullValues[i], BLOCK));
            }
            parts.add(new Columns(times, values, used));
            return parts;
        }

        /** The same in one. */
        Columns sorted() {
            Columns arrived = full == 0 ? new Columns(times, values, used) : joined();
            return ascending ? arrived : Columns.sorted(arrived.times(), arrived.values(), arrived.size());
        }

        private Columns joined() {
            int size = full * BLOCK + used;
            long[] allTimes = new long[size];
            double[] allValues = new double[size];
            for (int i = 0; i < full; i++) {
                System.arraycopy(fullTimes[i], 0, allTimes, i * BLOCK, BLOCK);
                System.arraycopy(fullValues[i], 0, allValues, i * BLOCK, BLOCK);
            }
            System.arraycopy(times, 0, allTimes, full * BLOCK, used);
            System.arraycopy(values, 0, allValues, full * BLOCK, used);
            return new Columns(allTimes, allValues, size);
        }
    }
}
