package hub.store.chunk;

/** Times that are some of those of another column: its blocks have their places there. */
final class SubsetTimes implements TimeReader {
    private final TimeColumn column;
    private final BlockDecoder blocks;
    private final OwnTimes parent;
    private final long[] times = new long[BlockDecoder.ROOM];
    private boolean started;
    /** Where in the parent its current block begins, and where the next one does. */
    private int begin;

    private int end;
    private long previousPlace = -1;

    SubsetTimes(TimeColumn column, ChunkInput in, OwnTimes parent) {
        this.column = column;
        this.blocks = new BlockDecoder(in, column.firstPlace(), column.count());
        this.parent = parent;
    }

    @Override
    public int next() {
        int size = blocks.next(times);
        for (int i = 0; i < size; i++) {
            long place = times[i];
            if (place <= previousPlace) {
                throw new CorruptChunkException("places that do not ascend");
            }
            previousPlace = place;
            while (place >= end) {
                begin = end;
                int more = parent.next();
                if (more == 0) {
                    throw new CorruptChunkException("place " + place + " of " + end);
                }
                end += more;
            }
            times[i] = parent.times()[(int) place - begin];
        }
        if (size > 0) {
            check(size);
        }
        return size;
    }

    private void check(int size) {
        boolean first = started || times[0] == column.minMicros();
        started = true;
        boolean last = blocks.left() > 0 || times[size - 1] == column.maxMicros();
        if (!first || !last) {
            throw new CorruptChunkException("times that are not from " + column.first() + " to " + column.last());
        }
    }

    @Override
    public long[] times() {
        return times;
    }
}
