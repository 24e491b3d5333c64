package hub.store.chunk;

/** Times that stand in the chunk as such. */
final class OwnTimes implements TimeReader {
    /** Differences of numbers below this do not overflow. */
    private static final double NO_OVERFLOW = 1L << 62;

    private final TimeColumn column;
    private final BlockDecoder blocks;
    private final long[] times = new long[BlockDecoder.ROOM];
    private long previous;
    private boolean started;

    OwnTimes(TimeColumn column, ChunkInput in) {
        this.column = column;
        this.blocks = new BlockDecoder(in, column.first(), column.count());
    }

    @Override
    public int next() {
        int size = blocks.next(times);
        if (size > 0) {
            check(size);
            long unit = column.unit();
            for (int i = 0; i < size; i++) {
                times[i] *= unit;
            }
        }
        return size;
    }

    private void check(int size) {
        boolean ascends = (!started || times[0] > previous) && ascends(size);
        started = true;
        previous = times[size - 1];
        if (!ascends || previous > column.last() || (blocks.left() == 0 && previous != column.last())) {
            throw new CorruptChunkException("times that do not ascend to " + column.last());
        }
    }

    private boolean ascends(int size) {
        if (blocks.reach() >= NO_OVERFLOW) {
            for (int i = 1; i < size; i++) {
                if (times[i] <= times[i - 1]) {
                    return false;
                }
            }
            return true;
        }
        if (blocks.rises()) {
            return true;
        }
        long signs = 0; // Without a branch, and so faster.
        for (int i = 1; i < size; i++) {
            signs |= times[i] - times[i - 1] - 1;
        }
        return signs >= 0;
    }

    @Override
    public long[] times() {
        return times;
    }
}
