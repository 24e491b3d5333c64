package hub.store.chunk;

/** The few values of a block of decimals that are none. */
final class Patches {
    private int[] places = {};
    private double[] values = {};
    private int count;

    int count() {
        return count;
    }

    /** Reads those of a block of so many values. */
    void read(ChunkInput in, int size) {
        count = in.readCount("patches", 0, size);
        if (places.length < count) {
            places = new int[BlockFormat.SIZE];
            values = new double[BlockFormat.SIZE];
        }
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
