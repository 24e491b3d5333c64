package hub.store.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Readings of one device over a stretch of time: columns of values, one a series, on shared columns of times.
 */
public final class Chunk {
    private final byte[] bytes;
    private final TimeColumn[] times;
    private final ValueColumn[] values;
    /** Where the blocks of each time column begin, then of each value column, then the end. */
    private final int[] offsets;

    private Chunk(byte[] bytes, TimeColumn[] times, ValueColumn[] values, int[] offsets) {
        this.bytes = bytes;
        this.times = times;
        this.values = values;
        this.offsets = offsets;
    }

    /**
     * Reads the directory. The array belongs to the chunk from then on.
     *
     * @throws CorruptChunkException if the bytes are not a chunk of this format, whatever else they are
     */
    public static Chunk parse(byte[] bytes) {
        ChunkInput in = checked(bytes);
        int columns = in.readCount("columns", 1, Math.min(ChunkEncoder.MAX_COLUMNS, in.remaining()));
        TimeColumn[] times = readTimes(in, columns);
        ValueColumn[] values = readValues(in, columns, times);
        int[] offsets = new int[times.length + columns + 1];
        for (int i = 0; i < times.length; i++) {
            offsets[i] = in.skip(times[i].bytes());
        }
        for (int i = 0; i < columns; i++) {
            offsets[times.length + i] = in.skip(values[i].bytes());
        }
        offsets[times.length + columns] = in.at();
        in.requireEnd();
        return new Chunk(bytes, times, values, offsets);
    }

    private static ChunkInput checked(byte[] bytes) {
        if (bytes.length <= ColumnFormat.CHECKSUM_BYTES || bytes.length > ColumnFormat.MAX_BYTES) {
            throw new CorruptChunkException("no chunk has " + bytes.length + " bytes");
        }
        if (bytes[0] != ColumnFormat.VERSION) {
            throw new CorruptChunkException("chunk format " + bytes[0] + " is not known");
        }
        int end = bytes.length - ColumnFormat.CHECKSUM_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        if ((int) crc.getValue()
                != ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end)) {
            throw new CorruptChunkException("the chunk differs from its checksum");
        }
        return new ChunkInput(bytes, 1, end);
    }

    private static TimeColumn[] readTimes(ChunkInput in, int columns) {
        // At most one a column, and the unions that they share.
        TimeColumn[] times = new TimeColumn[in.readCount("time columns", 1, 2 * columns)];
        for (int i = 0; i < times.length; i++) {
            times[i] = TimeColumn.read(in, times, i);
        }
        return times;
    }

    private static ValueColumn[] readValues(ChunkInput in, int columns, TimeColumn[] times) {
        ValueColumn[] values = new ValueColumn[columns];
        long series = -1;
        int readings = 0;
        for (int i = 0; i < columns; i++) {
            series += 1 + in.readCount("series between", 0, Integer.MAX_VALUE);
            if (series > Integer.MAX_VALUE) {
                throw new CorruptChunkException("series " + series);
            }
            int time = times.length == 1 ? 0 : in.readCount("as time column", 0, times.length - 1);
            readings += times[time].count();
            if (readings > ChunkEncoder.MAX_READINGS) {
                throw new CorruptChunkException("more than " + ChunkEncoder.MAX_READINGS + " readings");
            }
            values[i] = ValueColumn.read(in, (int) series, time, times[time]);
        }
        return values;
    }

    /** How many readings all columns have together. */
    public int readings() {
        int readings = 0;
        for (ValueColumn column : values) {
            readings += column.summary().count();
        }
        return readings;
    }

    /** How many columns it has, at least 1. */
    public int columns() {
        return values.length;
    }

    /** The series of a column; they ascend. */
    public int series(int column) {
        return values[column].series();
    }

    /** The column of that series, or -1. */
    public int column(int series) {
        int low = 0;
        int high = values.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (values[middle].series() == series) {
                return middle;
            }
            if (values[middle].series() < series) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** What a column amounts to, from the directory. */
    public ChunkSummary summary(int column) {
        return values[column].summary();
    }

    /** The readings of a column, from the first. Several readers of a chunk do not hinder each other. */
    public BlockReader read(int column) {
        ValueColumn value = values[column];
        TimeReader time = timeReader(value.times());
        int at = times.length + column;
        return new BlockReader(value, new ChunkInput(bytes, offsets[at], offsets[at + 1]), time);
    }

    private TimeReader timeReader(int index) {
        TimeColumn column = times[index];
        return column.parent() == TimeColumn.NONE
                ? new OwnTimes(column, blocks(index))
                : new SubsetTimes(column, blocks(index), new OwnTimes(times[column.parent()], blocks(column.parent())));
    }

    private ChunkInput blocks(int index) {
        return new ChunkInput(bytes, offsets[index], offsets[index + 1]);
    }
}
