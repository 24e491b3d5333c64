package hub.prometheus;

import hub.prometheus.PrometheusException.Kind;
import java.util.Arrays;

/** The newest readings of one series, while a window slides over them. */
final class ReadingWindow {

    /** As many as other questions may hold: 16 MiB. */
    private static final int MAX = 1 << 20;

    private long[] times = new long[64];
    private double[] values = new double[64];
    private int from;
    private int to;

    void clear() {
        from = 0;
        to = 0;
    }

    void add(long timeMicros, double value) {
        if (to == times.length) {
            makeRoom();
        }
        times[to] = timeMicros;
        values[to++] = value;
    }

    private void makeRoom() {
        int size = to - from;
        if (size >= MAX) {
            throw new PrometheusException(
                    Kind.EXECUTION,
                    "the range has more than " + MAX + " readings of one series; ask for a shorter one");
        }
        int capacity = size > times.length / 2 ? times.length * 2 : times.length;
        long[] roomyTimes = capacity == times.length ? times : new long[capacity];
        double[] roomyValues = capacity == times.length ? values : new double[capacity];
        System.arraycopy(times, from, roomyTimes, 0, size);
        System.arraycopy(values, from, roomyValues, 0, size);
        times = roomyTimes;
        values = roomyValues;
        from = 0;
        to = size;
    }

    /** Lets go of what is at or before a time. */
    void dropThrough(long timeMicros) {
        while (from < to && times[from] <= timeMicros) {
            from++;
        }
    }

    /** What a function makes of what is left; absent if nothing is. */
    double value(WindowFunction function, double rank) {
        return from == to ? Sample.ABSENT : function.of(values, from, to, rank);
    }

    long[] times() {
        return Arrays.copyOfRange(times, from, to);
    }

    double[] values() {
        return Arrays.copyOfRange(values, from, to);
    }
}
