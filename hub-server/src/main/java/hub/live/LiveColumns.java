package hub.live;

import hub.protocol.frame.LiveFrame;
import java.util.Arrays;

/** Readings gathered for a viewer. Not for two threads. */
final class LiveColumns {

    private static final int FIRST_CAPACITY = 64;

    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int[] series = new int[FIRST_CAPACITY];
    private int size;

    void add(int seriesNumber, long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            series = Arrays.copyOf(series, 2 * size);
        }
        times[size] = time;
        values[size] = value;
        series[size] = seriesNumber;
        size++;
    }

    void add(LiveSeries newest) {
        add(newest.number, newest.lastTime, newest.lastValue);
    }

    /** Adds these readings to others, under a series' number. */
    void copyTo(LiveColumns target, int seriesNumber) {
        for (int i = 0; i < size; i++) {
            target.add(seriesNumber, times[i], values[i]);
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    /** The readings from {@code from} to {@code to} as a frame. */
    LiveFrame frame(boolean starts, boolean ends, int subscription, long cursor, long skipped, int from, int to) {
        return new LiveFrame(
                starts,
                ends,
                subscription,
                cursor,
                skipped,
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(values, from, to),
                Arrays.copyOfRange(series, from, to));
    }
}
