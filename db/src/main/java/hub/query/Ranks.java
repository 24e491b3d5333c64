package hub.query;

/** Finds the k-th smallest of numbers without sorting all of them (Hoare, "Algorithm 65: find", 1961). */
final class Ranks {

    private static final int INSERTION = 16;

    private Ranks() {}

    /**
     * The number that would stand at an index if {@code [0, size)} were sorted; changes their order.
     *
     * @param index from 0, below the size
     */
    static long select(long[] numbers, int size, int index) {
        int from = 0;
        int to = size - 1;
        // Pivots are guessed from three; should they be bad again and again, sorting bounds the time.
        int patience = 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(size));
        while (to - from > INSERTION) {
            if (patience-- == 0) {
                java.util.Arrays.sort(numbers, from, to + 1);
                return numbers[index];
            }
            long pivot = median(numbers[from], numbers[(from + to) >>> 1], numbers[to]);
            int left = from;
            int right = to;
            while (left <= right) {
                while (numbers[left] < pivot) {
                    left++;
                }
                while (numbers[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swapped = numbers[left];
                    numbers[left++] = numbers[right];
                    numbers[right--] = swapped;
                }
            }
            if (index <= right) {
                to = right;
            } else if (index >= left) {
                from = left;
            } else {
                return numbers[index];
            }
        }
        insertionSort(numbers, from, to);
        return numbers[index];
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void insertionSort(long[] numbers, int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            long number = numbers[i];
            int at = i - 1;
            while (at >= from && numbers[at] > number) {
                numbers[at + 1] = numbers[at];
                at--;
            }
            numbers[at + 1] = number;
        }
    }
}
