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

    static Timeline of(long[] times, int from, int to, BlockEncoder encoder) {
        int unit = unit(times, from, to);
        long[] numbers = new long[to - from];
        for (int i = from; i < to; i++) {
            numbers[i - from] = inUnits(times[i], unit);
        }
        return new Timeline(times, from, to, unit, encoder.encoded(numbers));
    }

    int count() {
        return to - from;
    }

    /** The first time in units. */
    long first() {
        return inUnits(times[from], unit);
    }

    /** The last time in units. */
    long last() {
        return inUnits(times[to - 1], unit);
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
    Timeline union(Timeline other, int common, BlockEncoder encoder) {
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
        return of(union, 0, union.length, encoder);
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

    /** The number of the greatest unit that all the times are whole in. */
    private static int unit(long[] times, int from, int to) {
        int unit = ColumnFormat.SECONDS;
        for (int i = from; i < to && unit != ColumnFormat.MICROS; i++) {
            if (unit == ColumnFormat.SECONDS && times[i] % 1_000_000 != 0) {
                unit = ColumnFormat.MILLIS;
            }
            if (unit == ColumnFormat.MILLIS && times[i] % 1_000 != 0) {
                unit = ColumnFormat.MICROS;
            }
        }
        return unit;
    }

    private static long inUnits(long micros, int unit) {
        return switch (unit) { // Division by a constant is several times as fast.
            case ColumnFormat.SECONDS -> micros / 1_000_000;
            case ColumnFormat.MILLIS -> micros / 1_000;
            default -> micros;
        };
    }
}
