package hub.query;

import java.util.Arrays;

/** Finished buckets: group after group, each ascending by start. */
final class CellTable {

    private static final int FIRST_CAPACITY = 64;

    private final int width;
    private final int[] ends;
    private long[] starts = new long[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private double[] values;
    private int size;

    /** The group that cells are added to; those before it are complete. */
    private int group;

    /** @param width how many values a cell has */
    CellTable(int groups, int width) {
        this.width = width;
        this.ends = new int[groups];
        this.values = new double[FIRST_CAPACITY * width];
    }

    int size() {
        return size;
    }

    int groups() {
        return ends.length;
    }

    /** The first cell of a group. */
    int begin(int ofGroup) {
        return ofGroup == 0 ? 0 : end(ofGroup - 1);
    }

    /** Behind the last cell of a group. */
    int end(int ofGroup) {
        return ofGroup < group ? ends[ofGroup] : size;
    }

    long start(int cell) {
        return starts[cell];
    }

    long count(int cell) {
        return counts[cell];
    }

    double value(int cell, int column) {
        return values[cell * width + column];
    }

    void copyValues(int cell, double[] into) {
        System.arraycopy(values, cell * width, into, 0, width);
    }

    /** Adds a cell behind the others, of the same group or a later one. Its values are to be set. */
    int add(int ofGroup, long start, long count) {
        while (group < ofGroup) {
            ends[group++] = size;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            values = Arrays.copyOf(values, 2 * size * width);
        }
        starts[size] = start;
        counts[size] = count;
        return size++;
    }

    void setValue(int cell, int column, double value) {
        values[cell * width + column] = value;
    }

    /** The first start; there are cells. */
    long firstStart() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            first = Math.min(first, starts[i]);
        }
        return first;
    }

    /** The last start; there are cells. */
    long lastStart() {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            last = Math.max(last, starts[i]);
        }
        return last;
    }

    /** Drops the cells that start at a time or later. */
    void dropFrom(long time) {
        int kept = 0;
        int cell = 0;
        for (int g = 0; g <= group && g < ends.length; g++) {
            int end = end(g);
            for (; cell < end; cell++) {
                if (starts[cell] < time) {
                    starts[kept] = starts[cell];
                    counts[kept] = counts[cell];
                    System.arraycopy(values, cell * width, values, kept * width, width);
                    kept++;
                }
            }
            if (g < group) {
                ends[g] = kept;
            }
        }
        size = kept;
    }
}
