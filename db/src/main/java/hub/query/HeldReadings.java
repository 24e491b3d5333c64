package hub.query;

import hub.store.ReadingBlock;
import java.util.Arrays;

/** Readings in memory: series after series, each ascending by time. */
final class HeldReadings {

    private static final int FIRST_CAPACITY = 1_024;

    private final int[] ends;
    private int series;
    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private byte[] marks = {};
    private int size;

    HeldReadings(int series) {
        ends = new int[series];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        series = 0;
    }

    /** The first reading of a series. */
    int begin(int ofSeries) {
        return ofSeries == 0 ? 0 : end(ofSeries - 1);
    }

    /** Behind the last reading of a series. */
    int end(int ofSeries) {
        return ofSeries < series ? ends[ofSeries] : size;
    }

    long time(int reading) {
        return times[reading];
    }

    double value(int reading) {
        return values[reading];
    }

    int mark(int reading) {
        return reading < marks.length ? marks[reading] & 0xff : 0;
    }

    /** Adds the first readings of a block behind the others, of the same series or a later one. */
    void add(int ofSeries, ReadingBlock block, int count) {
        while (series < ofSeries) {
            ends[series++] = size;
        }
        if (times.length - size < count) {
            int capacity = Math.max(size + count, 2 * size);
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        System.arraycopy(block.times(), 0, times, size, count);
        System.arraycopy(block.values(), 0, values, size, count);
        addMarks(block, count);
        size += count;
    }

    /** Most questions are about readings without marks, which then take no room. */
    private void addMarks(ReadingBlock block, int count) {
        if (!block.isMarked() && marks.length == 0) {
            return;
        }
        if (marks.length < times.length) {
            marks = Arrays.copyOf(marks, times.length);
        }
        for (int i = 0; i < count; i++) {
            marks[size + i] = (byte) block.mark(i);
        }
    }

    /** The time of the earliest; there are some. */
    long firstTime() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i <= Math.min(series, ends.length - 1); i++) {
            first = begin(i) < end(i) ? Math.min(first, times[begin(i)]) : first;
        }
        return first;
    }

    /** The time of the latest; there are some. */
    long lastTime() {
        long last = Long.MIN_VALUE;
        for (int i = 0; i <= Math.min(series, ends.length - 1); i++) {
            last = begin(i) < end(i) ? Math.max(last, times[end(i) - 1]) : last;
        }
        return last;
    }

    /** Drops the readings of a time and later. */
    void dropFrom(long time) {
        int kept = 0;
        int begin = 0;
        for (int i = 0; i <= Math.min(series, ends.length - 1); i++) {
            int end = end(i);
            int count = lowerBound(times, begin, end, time) - begin;
            System.arraycopy(times, begin, times, kept, count);
            System.arraycopy(values, begin, values, kept, count);
            if (marks.length > 0) {
                System.arraycopy(marks, begin, marks, kept, count);
            }
            kept += count;
            begin = end;
            if (i < series) {
                ends[i] = kept;
            }
        }
        size = kept;
    }

    /** The first index of a time at or behind another; the end if there is none. */
    static int lowerBound(long[] times, int from, int to, long time) {
        int found = Arrays.binarySearch(times, from, to, time);
        return found >= 0 ? found : -found - 1;
    }
}
