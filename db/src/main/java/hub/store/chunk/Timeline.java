package hub.store.chunk;

import java.util.Arrays;

/** Strictly ascending times, with the bytes of their blocks. */
final class Timeline {
    final long[] times;
    final int from;
    final int to;
    final int unit;
    final byte[] blocks;

    private Timeline(long[] times, int from, int to, int unit, byte[] blocks) {
        this.times = times;
        this.from = from;
        this.to = to;
        this.unit = unit;
        this.blocks = blocks;
    }

    static Timeline of(long[] times, int from, int to) {
        int unit = unit(times, from, to);
        long[] numbers = new long[to - from];
        for (int i = from; i < to; i++) {
            numbers[i - from] = times[i] / ColumnFormat.UNITS[unit];
        }
        return new Timeline(times, from, to, unit, BlockEncoder.encoded(numbers));
    }

    int count() {
        return to - from;
    }

    /** The first time in units. */
    long first() {
        return times[from] / ColumnFormat.UNITS[unit];
    }

    /** The last time in units. */
    long last() {
        return times[to - 1] / ColumnFormat.UNITS[unit];
    }

    boolean equalTo(long[] other, int otherFrom, int otherTo) {
        if (count() != otherTo - otherFrom) {
            return false;
        }
        return (times == other && from == otherFrom) || Arrays.equals(times, from, to, other, otherFrom, otherTo);
    }

    /** How many times both have. */
    int common(Timeline other) {
        int common = 0;
        int j = other.from;
        for (int i = from; i < to && j < other.to; i++) {
            while (j < other.to && other.times[j] < times[i]) {
                j++;
            }
            if (j < other.to && other.times[j] == times[i]) {
                common++;
            }
        }
        return common;
    }

    /** The times that either has; {@code common} is how many both have. */
    Timeline union(Timeline other, int common) {
        if (common == other.count()) {
            return this;
        }
        if (common == count()) {
            return other;
        }
        long[] union = new long[count() + other.count() - common];
        int i = from;
        int j = other.from;
        for (int k = 0; k < union.length; k++) {
            if (j == other.to || (i < to && times[i] < other.times[j])) {
                union[k] = times[i++];
            } else {
                i += i < to && times[i] == other.times[j] ? 1 : 0;
                union[k] = other.times[j++];
            }
        }
        return of(union, 0, union.length);
    }

    /** Where in a timeline that has them all these times stand. */
    long[] placesIn(Timeline all) {
        long[] places = new long[count()];
        int place = 0;
        for (int i = 0; i < places.length; i++) {
            while (all.times[all.from + place] < times[from + i]) {
                place++;
            }
            places[i] = place;
        }
        return places;
    }

    /** Where that time, which it has, stands. */
    int place(long time) {
        return Arrays.binarySearch(times, from, to, time) - from;
    }

    private static int unit(long[] times, int from, int to) {
        int unit = ColumnFormat.UNITS.length - 1;
        for (int i = from; i < to; i++) {
            while (times[i] % ColumnFormat.UNITS[unit] != 0) {
                unit--;
            }
        }
        return unit;
    }
}
