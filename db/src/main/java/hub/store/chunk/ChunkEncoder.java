package hub.store.chunk;

import java.util.List;

/** Turns readings of one device into the bytes of a chunk, which {@link Chunk} describes. Not for two threads. */
public final class ChunkEncoder {

    /** The most readings of all columns together, so that no chunk has more than 2^20 bytes. */
    public static final int MAX_READINGS = 49_152;

    /** The most columns. */
    public static final int MAX_COLUMNS = 1_024;

    private final ChunkOutput directory = new ChunkOutput();
    private final ChunkOutput payload = new ChunkOutput();
    private final BlockEncoder times = new BlockEncoder(new ChunkOutput());
    private final ValueColumnEncoder values = new ValueColumnEncoder(directory, payload);

    /**
     * Encodes the columns; {@link Chunk#parse} gives them back to the bit.
     *
     * @param columns 1 to {@link #MAX_COLUMNS}, ascending by series, with at most {@link #MAX_READINGS} in all
     * @throws IllegalArgumentException if they are not so, or their times do not ascend
     */
    public byte[] encode(List<SeriesColumn> columns) {
        check(columns);
        directory.truncate(0);
        payload.truncate(0);
        directory.writeByte(ColumnFormat.VERSION);
        directory.writeVarint(columns.size());
        TimePlan plan = new TimePlan(columns, times);
        writeColumns(columns, plan.write(directory, payload), plan.columns() > 1);
        directory.write(payload);
        return directory.finish();
    }

    private void writeColumns(List<SeriesColumn> columns, int[] timeColumns, boolean several) {
        int previous = -1;
        for (int i = 0; i < columns.size(); i++) {
            SeriesColumn column = columns.get(i);
            directory.writeVarint(column.series() - previous - 1);
            previous = column.series();
            if (several) {
                directory.writeVarint(timeColumns[i]);
            }
            values.encode(column.values(), column.from(), column.to());
        }
    }

    private static void check(List<SeriesColumn> columns) {
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException("a chunk of " + columns.size() + " columns");
        }
        int previous = -1;
        long readings = 0;
        for (SeriesColumn column : columns) {
            if (column.series() <= previous) {
                throw new IllegalArgumentException("series " + column.series() + " follows " + previous);
            }
            previous = column.series();
            readings += column.count();
            checkAscending(column);
        }
        if (readings > MAX_READINGS) {
            throw new IllegalArgumentException("a chunk of " + readings + " readings");
        }
    }

    private static void checkAscending(SeriesColumn column) {
        long[] times = column.times();
        for (int i = column.from() + 1; i < column.to(); i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException("time " + times[i] + " follows " + times[i - 1]);
            }
        }
    }
}
