package hub.store.chunk;

/** Times that stand in the chunk as such. */
final class OwnTimes implements TimeReader {
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
        boolean ascending = !started || times[0] > previous;
        for (int i = 1; i < size; i++) {
            ascending &= times[i] > times[i - 1];
        }
        started = true;
        previous = times[size - 1];
        if (!ascending || previous > column.last() || (blocks.left() == 0 && previous != column.last())) {
            throw new CorruptChunkException("times that do not ascend to " + column.last());
        }
    }

    @Override
    public long[] times() {
        return times;
    }
}
