package hub.query;

import java.util.Arrays;

/** Numbers one after the other, in memory that is accounted for. */
final class NumberList {

    private static final long[] EMPTY = {};
    private static final int FIRST_CAPACITY = 64;

    private final MemoryBudget budget;
    private long[] numbers = EMPTY;
    private int size;

    NumberList(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Makes room for some more. */
    void reserve(int more) {
        if (numbers.length - size < more) {
            long wanted =
                    Math.max(Math.max(FIRST_CAPACITY, (long) size + more), numbers.length + (numbers.length >> 1));
            if (wanted > Integer.MAX_VALUE - 8) {
                throw new QueryTooLargeException("a bucket has more than " + size
                        + " readings for which no percentile can be counted; ask for narrower buckets");
            }
            budget.charge((wanted - numbers.length) * Long.BYTES);
            numbers = Arrays.copyOf(numbers, (int) wanted);
        }
    }

    /** Room has been reserved. */
    void add(long number) {
        numbers[size++] = number;
    }

    int size() {
        return size;
    }

    /** The first {@link #size()} count. */
    long[] numbers() {
        return numbers;
    }

    /** Forgets all but keeps the room. */
    void clear() {
        size = 0;
    }

    /** Gives back its memory. */
    void release() {
        budget.charge(-(long) numbers.length * Long.BYTES);
        numbers = EMPTY;
        size = 0;
    }
}
