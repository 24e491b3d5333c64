package hub.live;

import hub.protocol.frame.LiveFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Readings gathered for a viewer. Not for two threads. */
final class LiveColumns {

    private static final int FIRST_CAPACITY = 64;

    /** Below, making a buffer outside the heap takes longer than the copies. */
    private static final int LEAST_DIRECT_BYTES = 8 * 1024;

    private long[] times;
    private double[] values;
    private int[] series;
    private int size;

    LiveColumns() {
        this(0);
    }

    /** @param expected about how many readings there will be */
    LiveColumns(int expected) {
        int capacity = Math.max(FIRST_CAPACITY, expected);
        times = new long[capacity];
        values = new double[capacity];
        series = new int[capacity];
    }

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

    /** Adds one of these readings to others. */
    void copyTo(LiveColumns target, int reading) {
        target.add(series[reading], times[reading], values[reading]);
    }

    /** Adds all of these readings to others. */
    void copyTo(LiveColumns target) {
        for (int i = 0; i < size; i++) {
            copyTo(target, i);
        }
    }

    /** Adds all of these readings to others, under a series' number. */
    void copyAs(int seriesNumber, LiveColumns target) {
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

    long time(int reading) {
        return times[reading];
    }

    double value(int reading) {
        return values[reading];
    }

    /** The columns of the readings from {@code from} to {@code to}, as they stand in a frame. */
    ByteBuffer encode(int from, int to) {
        return encode(ByteBuffer.allocate((to - from) * LiveFrame.READING_BYTES), from, to);
    }

    /**
     * The same for many viewers, behind so many bytes that are free: outside the heap if it is long, since the Java runtime
     * copies what is on the heap anew for each socket that it is written to.
     */
    ByteBuffer encodeForMany(int free, int from, int to) {
        int bytes = free + (to - from) * LiveFrame.READING_BYTES;
        ByteBuffer target = bytes < LEAST_DIRECT_BYTES ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
        return encode(target.position(free), from, to).position(free);
    }

    private ByteBuffer encode(ByteBuffer target, int from, int to) {
        return LiveFrame.columns(target, times, values, series, from, to);
    }
}
