package hub.store.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Readings of one device over a stretch of time: columns of values, one a series, on columns of times that they
 * share.
 *
 * <p>The bytes of format 2, in this order, nothing between them. A <i>varint</i> is an unsigned number of 64 bits,
 * seven a byte, lowest first, the top bit set in all its bytes but the last; a <i>zigzag</i> is the varint of
 * {@code (n << 1) ^ (n >> 63)}; a <i>double</i> is its eight bytes. All byte order is little-endian, all
 * arithmetic wraps at 64 bits.
 *
 * <ol>
 *   <li>The byte 2. The number of value columns, 1 to 1,024, and the number of time columns: varints.
 *   <li>For each time column its kind, a byte. Kind 0, 1 or 2: its times stand in µs, ms or s. Then the count,
 *       varint; the first time in that unit, zigzag; and if there are more, last − first, varint, and the length
 *       of its blocks in bytes, varint. Kind 3: its times are some of those of an earlier column of another kind.
 *       Then that column's number, from 0; the count; the place of its first time there, from 0; in that column's
 *       unit its first time − that column's first, and that column's last − its last; and if there are more than
 *       one the length of its blocks: all varints.
 *   <li>For each value column, ascending by series: series − series before − 1 (of the first: the series), varint;
 *       if there are several time columns the number of its own, varint; its coding, a byte; and as the coding
 *       says:
 *       <ul>
 *         <li>0 to 9: decimals, mantissa / 10^coding. The first mantissa, zigzag; if there are more last − first,
 *             zigzag, first − least, varint, greatest − first, varint, and sum − count · first, zigzag.
 *         <li>64 to 73: the same, whose sum would not fit: first, and if there are more last, least, greatest and
 *             sum, doubles; then the first mantissa, zigzag.
 *         <li>80 to 89: the same as 64 to 73, but a few values are not decimals and stand apart.
 *         <li>96: any doubles. A byte s, 0 to 52: their lowest s bits are 0. Then the doubles as with 64.
 *       </ul>
 *       Then if there are more than one the length of its blocks in bytes, varint.
 *   <li>The blocks of each time column, then of each value column.
 *   <li>The CRC32C of all before it, four bytes.
 * </ol>
 *
 * <p>Blocks hold a sequence of whole numbers, the first of which is in the directory: times in their unit; for
 * kind 3 places in the other column; mantissas; or for coding 96 with {@code b} a value's bits {@code >> s} the
 * number {@code b ^ ((b >> 63) >>> (1 + s))}, which is greater if the double is. A block has 128 numbers, the
 * first 127 as it leaves out the sequence's first, the last what is left. With codings 80 to 89 a block begins
 * with the values that stand apart: their number, varint; for each its place in the block, of all 128, varint, and
 * it, a double; any mantissa stands in its place. Then, if there are numbers left to tell:
 *
 * <ol>
 *   <li>A byte: bits 0 to 4 the width w, bits 5 and 6 the mode, bit 7 whether there are exceptions. For w of 31 or
 *       more those bits are 31, and w, to 56, or 64, is a byte after it.
 *   <li>The base: in mode 0 zigzag; in mode 2 the base of the last block of mode 2, at first 0, plus a zigzag; in
 *       modes 1 and 3 it is −2^(w − 1), or 0 if w is 0.
 *   <li>The low w bits of each number's residual, one after the other, the first in the lowest bits; zeros fill
 *       the last byte.
 *   <li>If there are exceptions: a byte with their number in bits 0 to 3 and a width h in bits 4 to 7; if it is 0,
 *       a byte each for them. Then packed like the residuals, for each, ascending, its place among them in 7 bits,
 *       from 0, and in h bits z − 1, where z is the zigzag of {@code residual >> w}: the rest of it, above its low
 *       w bits.
 * </ol>
 *
 * <p>A residual plus the base is: in mode 0 the number minus the last one of the block before; in modes 1 and 2
 * the number minus the one before it; in mode 3 that difference minus the difference before it, which is 0 at the
 * sequence's first number. Before a block's own numbers are those of the block before, or the sequence's first.
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
