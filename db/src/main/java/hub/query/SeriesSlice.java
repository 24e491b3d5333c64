package hub.query;

/** Buckets of single series: each is complete when the walk over its series has passed it. */
final class SeriesSlice extends Slice {

    private final CellWriter writer;
    private final Accumulator accumulator;
    private final CellTable cells;
    private int group;
    private long start;
    private long end;

    SeriesSlice(Buckets buckets, long toMicros, int room, CellWriter writer, MemoryBudget budget) {
        super(buckets, toMicros, room);
        this.writer = writer;
        this.accumulator = writer.accumulator(budget);
        this.cells = writer.table();
    }

    @Override
    Accumulator bucket(int itsGroup, long itsStart, long itsEnd) {
        group = itsGroup;
        start = itsStart;
        end = itsEnd;
        accumulator.clear();
        return accumulator;
    }

    @Override
    public void close(Accumulator bucket) {
        writer.write(bucket, cells, group, start, end);
    }

    @Override
    int size() {
        return cells.size();
    }

    @Override
    boolean isTight() {
        return false; // One bucket at a time has percentiles.
    }

    @Override
    long firstStart() {
        return cells.firstStart();
    }

    @Override
    long lastStart() {
        return cells.lastStart();
    }

    @Override
    void dropFrom(long timeMicros) {
        cells.dropFrom(timeMicros);
    }

    @Override
    CellTable finish() {
        accumulator.release();
        return cells;
    }
}
