package hub.live;

import hub.protocol.frame.BucketFrame;
import hub.query.BucketCursor;
import hub.store.SeriesRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Buckets read from the store for a viewer. Not for two threads. */
final class BucketColumns {

    private static final int FIRST_CAPACITY = 256;

    private final Map<SeriesRecord, Integer> indexes = new LinkedHashMap<>();
    private long[] starts = new long[FIRST_CAPACITY];
    private double[] mins = new double[FIRST_CAPACITY];
    private double[] means = new double[FIRST_CAPACITY];
    private double[] maxes = new double[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private int[] series = new int[FIRST_CAPACITY];
    private int size;

    /** Adds the row that a cursor is at, its columns being least, mean and greatest. */
    void add(BucketCursor row) {
        if (size == starts.length) {
            grow();
        }
        starts[size] = row.startMicros();
        mins[size] = row.value(0);
        means[size] = row.value(1);
        maxes[size] = row.value(2);
        counts[size] = row.readings();
        SeriesRecord ofRow = row.group().series().orElseThrow();
        Integer known = indexes.putIfAbsent(ofRow, indexes.size());
        series[size] = known == null ? indexes.size() - 1 : known;
        size++;
    }

    private void grow() {
        int capacity = 2 * size;
        starts = Arrays.copyOf(starts, capacity);
        mins = Arrays.copyOf(mins, capacity);
        means = Arrays.copyOf(means, capacity);
        maxes = Arrays.copyOf(maxes, capacity);
        counts = Arrays.copyOf(counts, capacity);
        series = Arrays.copyOf(series, capacity);
    }

    int size() {
        return size;
    }

    /** The series that have buckets, in the order of {@link #name}'s numbers. */
    List<SeriesRecord> series() {
        return List.copyOf(indexes.keySet());
    }

    /** Gives the series the numbers that viewers know them by. To be called once. */
    void name(int[] numbers) {
        for (int i = 0; i < size; i++) {
            series[i] = numbers[series[i]];
        }
    }

    /** The buckets from {@code from} to {@code to} as a frame. */
    BucketFrame frame(boolean begins, boolean ends, int subscription, long cursor, long view, int from, int to) {
        return new BucketFrame(
                begins,
                ends,
                subscription,
                cursor,
                view,
                Arrays.copyOfRange(starts, from, to),
                Arrays.copyOfRange(mins, from, to),
                Arrays.copyOfRange(means, from, to),
                Arrays.copyOfRange(maxes, from, to),
                Arrays.copyOfRange(counts, from, to),
                Arrays.copyOfRange(series, from, to));
    }
}
