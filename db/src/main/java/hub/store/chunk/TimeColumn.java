package hub.store.chunk;

/**
 * What the directory says of a time column.
 *
 * @param parent the number of the column some of whose times it has; {@link #NONE} if its times are its own
 * @param unit of its times, in microseconds
 * @param first its first time in units
 * @param last its last time in units
 * @param firstPlace where in the parent's times its own begin
 * @param bytes how long its blocks are
 */
record TimeColumn(int parent, long unit, int count, long first, long last, int firstPlace, int bytes) {
    static final int NONE = -1;

    /** Reads the entry of one column, which may be part of one of those before. */
    static TimeColumn read(ChunkInput in, TimeColumn[] before, int columns) {
        int kind = in.readByte();
        if (kind == ColumnFormat.SUBSET) {
            int parent = in.readCount("as parent", 0, columns - 1);
            if (before[parent].parent != NONE) {
                throw new CorruptChunkException("a part of a part of a time column");
            }
            return readSubset(in, parent, before[parent]);
        }
        if (kind > ColumnFormat.SUBSET) {
            throw new CorruptChunkException("time column of kind " + kind);
        }
        int count = in.readCount("times", 1, ChunkEncoder.MAX_READINGS);
        long first = in.readZigzag();
        long last = count == 1 ? first : first + in.readVarint();
        long unit = ColumnFormat.micros(kind);
        if (last < first || first < Long.MIN_VALUE / unit || last > Long.MAX_VALUE / unit) {
            throw new CorruptChunkException("times from " + first + " to " + last + " in units of " + unit + " µs");
        }
        return new TimeColumn(NONE, unit, count, first, last, 0, readLength(in, count));
    }

    private static TimeColumn readSubset(ChunkInput in, int number, TimeColumn parent) {
        int count = in.readCount("times", 1, parent.count);
        int firstPlace = in.readCount("as first place", 0, parent.count - count);
        long first = parent.first + in.readVarint();
        long last = parent.last - in.readVarint();
        if (first < parent.first || last > parent.last || first > last) {
            throw new CorruptChunkException("part of a time column from " + first + " to " + last);
        }
        return new TimeColumn(number, parent.unit, count, first, last, firstPlace, readLength(in, count));
    }

    private static int readLength(ChunkInput in, int count) {
        return count == 1 ? 0 : in.readCount("bytes of times", 1, in.remaining());
    }

    long minMicros() {
        return first * unit;
    }

    long maxMicros() {
        return last * unit;
    }
}
