package hub.query;

/** Which of some sources is next: the one with the least key, of equal keys the one with the lowest number. */
final class MergeHeap {

    private final long[] keys;
    private final int[] sources;
    private int size;

    MergeHeap(int capacity) {
        keys = new long[capacity];
        sources = new int[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The next source; the heap is not empty. */
    int source() {
        return sources[0];
    }

    /** Takes in a source that it does not hold. */
    void add(long key, int source) {
        int at = size++;
        while (at > 0 && isBefore(key, source, (at - 1) >>> 1)) {
            keys[at] = keys[(at - 1) >>> 1];
            sources[at] = sources[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        keys[at] = key;
        sources[at] = source;
    }

    /** Gives the next source another key, not less than the one it has. */
    void replace(long key) {
        sink(key, sources[0]);
    }

    /** Lets the next source go. */
    void remove() {
        size--;
        sink(keys[size], sources[size]);
    }

    /** Lets all go. */
    void clear() {
        size = 0;
    }

    private void sink(long key, int source) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(keys[child + 1], sources[child + 1], child)) {
                child++;
            }
            if (isBefore(key, source, child)) {
                break;
            }
            keys[at] = keys[child];
            sources[at] = sources[child];
            at = child;
        }
        keys[at] = key;
        sources[at] = source;
    }

    private boolean isBefore(long key, int source, int other) {
        return key != keys[other] ? key < keys[other] : source < sources[other];
    }
}
