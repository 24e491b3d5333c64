package hub.query;

/** Counts whole numbers that are near each other: a counter for each from the base on. */
final class CountingWindow {

    /** The most counters: 4 MiB. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int MIN_LENGTH = 1 << 8;
    private static final int[] NONE = {};

    private final MemoryBudget budget;
    private int[] counts = NONE;
    private long base;
    private long counted;

    CountingWindow(MemoryBudget budget) {
        this.budget = budget;
    }

    boolean isOpen() {
        return counts.length > 0;
    }

    /** The first number that has a counter. */
    long base() {
        return base;
    }

    long counted() {
        return counted;
    }

    /** Opens about the numbers from one to another, or as many as are possible about their middle. */
    void open(long least, long greatest, long middle) {
        long span = greatest - least + 1;
        boolean fits = span <= MAX_LENGTH;
        int length = fits ? length(span + span / 2) : MAX_LENGTH;
        allocate(length);
        base = fits ? least - (length - span) / 2 : middle - length / 2;
    }

    private void allocate(int length) {
        budget.charge((long) (length - counts.length) * Integer.BYTES);
        counts = new int[length];
    }

    private static int length(long wanted) {
        return (int) Math.min(MAX_LENGTH, Math.max(MIN_LENGTH, Long.highestOneBit(Math.max(1, wanted - 1)) << 1));
    }

    /** Counts numbers of an array up to the first that has no counter; returns where that is. */
    int add(long[] numbers, int from, int to) {
        int[] mine = counts;
        long first = base;
        int at = from;
        for (; at < to; at++) {
            long index = numbers[at] - first;
            if (index < 0 || index >= mine.length) {
                break;
            }
            mine[(int) index]++;
        }
        counted += at - from;
        return at;
    }

    /** Grows so that a number has a counter; false if that would be too many. */
    boolean grow(long number) {
        long least = Math.min(base, number);
        long greatest = Math.max(base + counts.length - 1, number);
        long span = greatest - least + 1;
        if (span > MAX_LENGTH) {
            return false;
        }
        int[] old = counts;
        long oldBase = base;
        int length = length(Math.max(span, 2L * old.length));
        allocate(length);
        base = number < oldBase ? greatest + 1 - length : least;
        System.arraycopy(old, 0, counts, (int) (oldBase - base), old.length);
        return true;
    }

    /** Counts in steps that are smaller by a factor; false if that would be too many. */
    boolean refine(long factor) {
        long length = (counts.length - 1) * factor + 1;
        if (length > MAX_LENGTH) {
            return false;
        }
        int[] old = counts;
        allocate(length(length));
        base *= factor;
        for (int i = 0; i < old.length; i++) {
            counts[(int) (i * factor)] = old[i];
        }
        return true;
    }

    /** The number at an index, from 0 and below what is counted, in ascending order. */
    long select(long index) {
        long passed = 0;
        for (int i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed > index) {
                return base + i;
            }
        }
        throw new IndexOutOfBoundsException(index);
    }

    /** Gives each number to a list as often as it was counted, and closes. */
    void spill(NumberList into) {
        into.reserve((int) counted);
        for (int i = 0; i < counts.length; i++) {
            for (int times = counts[i]; times > 0; times--) {
                into.add(base + i);
            }
        }
        close();
    }

    /** Forgets all and gives back its memory. */
    void close() {
        budget.charge(-(long) counts.length * Integer.BYTES);
        counts = NONE;
        counted = 0;
    }
}
