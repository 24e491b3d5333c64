package hub.store.chunk;

/** The few values of a block of decimals that are none. */
final class Patches {
    private final int[] places = new int[BlockFormat.SIZE];
    private final double[] values = new double[BlockFormat.SIZE];
    private int count;

    int count() {
        return count;
    }

    /** Reads those of a block of so many values. */
    void read(ChunkInput in, int size) {
        count = in.readCount("patches", 0, size);
        for (int i = 0; i < count; i++) {
            places[i] = in.readCount("as patched place", 0, size - 1);
            values[i] = in.readDouble();
        }
    }

    void apply(double[] block) {
        for (int i = 0; i < count; i++) {
            block[places[i]] = values[i];
        }
    }
}
