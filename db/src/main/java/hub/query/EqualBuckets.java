package hub.query;

import hub.store.TimeRange;

/**
 * A range in equal widths: number i of n begins ⌊i · length / n⌋ behind the range's start.
 *
 * @param count n, at least 1 and at most the range's length in µs
 */
record EqualBuckets(TimeRange range, int count) implements Buckets {

    static Buckets of(TimeRange range, int count) {
        if (range.fromMicros() == Long.MIN_VALUE || range.toMicros() == Long.MAX_VALUE) {
            throw new IllegalArgumentException("a range with an open end cannot be divided into equal parts");
        }
        return new EqualBuckets(range, count);
    }

    EqualBuckets {
        long length = Math.subtractExact(range.toMicros(), range.fromMicros());
        if (count < 1 || count > Math.max(1, length)) {
            throw new IllegalArgumentException("a range of " + length + " µs cannot be divided into " + count
                    + " parts; take 1 to " + Math.max(1, length));
        }
    }

    /** Whether all of a range is divided. */
    boolean covers(TimeRange part) {
        return part.fromMicros() >= range.fromMicros() && part.toMicros() <= range.toMicros();
    }

    @Override
    public long start(long timeMicros) {
        return boundary(index(timeMicros));
    }

    @Override
    public long end(long timeMicros) {
        return boundary(index(timeMicros) + 1);
    }

    private long length() {
        return range.toMicros() - range.fromMicros();
    }

    /** Guesses by floating point, which is off by one at most near a boundary and otherwise by little. */
    private long index(long timeMicros) {
        long into = timeMicros - range.fromMicros();
        long index = Math.min(count - 1L, Math.max(0, (long) ((double) into * count / length())));
        while (index > 0 && boundary(index) > timeMicros) {
            index--;
        }
        while (index < count - 1L && boundary(index + 1) <= timeMicros) {
            index++;
        }
        return index;
    }

    private long boundary(long index) {
        long whole = length() / count;
        long rest = length() % count;
        return range.fromMicros() + index * whole + index * rest / count;
    }
}
