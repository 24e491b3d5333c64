package hub.store.chunk;

import java.util.Arrays;

/** Sorts a block's numbers: by their bytes, where they are close together, which takes no branches to guess. */
final class ShortSort {
    private static final int RADIX = 1 << Byte.SIZE;
    /** Numbers further apart than this are compared. */
    private static final int MAX_BITS = 3 * Byte.SIZE;
    /** So few are compared. */
    private static final int FEW = 24;

    private final int[] starts = new int[RADIX + 1];
    private long[] sorted;
    private long[] other;

    ShortSort(int capacity) {
        sorted = new long[capacity];
        other = new long[capacity];
    }

    /** The first numbers, from the least on so many apart, in ascending order; valid until the next call. */
    long[] sorted(long[] numbers, int count, long min, long range) {
        System.arraycopy(numbers, 0, sorted, 0, count);
        if (count <= FEW || range >>> MAX_BITS != 0) {
            Arrays.sort(sorted, 0, count);
        } else {
            for (int shift = 0; range >>> shift != 0; shift += Byte.SIZE) {
                sortByte(min, shift, count);
            }
        }
        return sorted;
    }

    private void sortByte(long min, int shift, int count) {
        Arrays.fill(starts, 0);
        for (int i = 0; i < count; i++) {
            starts[1 + (int) ((sorted[i] - min) >>> shift & (RADIX - 1))]++;
        }
        for (int i = 1; i < RADIX; i++) {
            starts[i] += starts[i - 1];
        }
        for (int i = 0; i < count; i++) {
            other[starts[(int) ((sorted[i] - min) >>> shift & (RADIX - 1))]++] = sorted[i];
        }
        long[] swapped = sorted;
        sorted = other;
        other = swapped;
    }
}
