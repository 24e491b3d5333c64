package hub.store.chunk;

import java.util.Objects;

/**
 * Turns the readings of one series into bytes and back, exactly.
 *
 * <p>A chunk of format 1 is: the version, one byte; the count, a varint; the times; the values; a CRC32C of all before
 * it, four bytes.
 *
 * <ul>
 *   <li>Times: the unit, one byte, 0 for microseconds, 1 for milliseconds, 2 for seconds; then zigzag varints in that
 *       unit of the first time, of the first step, and of the difference of each further step to the one before.
 *   <li>Values: the decimal scale, one byte, 0 to 9, then zigzag varints of the first mantissa and of the difference of
 *       each further one to the one before; or the byte 255, then the bits of each value, in eight bytes, XORed with
 *       those of the one before.
 * </ul>
 */
public final class ChunkCodec {
    private static final int VERSION = 1;
    private static final int RAW = 255;
    private static final long[] UNITS = {1, 1_000, 1_000_000};

    private ChunkCodec() {}

    /**
     * Encodes the readings {@code [from, to)}.
     *
     * @param timesMicros microseconds since 1970, strictly ascending in the range
     * @param values any doubles; NaNs keep their bits
     * @throws IllegalArgumentException if the range is empty or the times do not ascend
     * @throws IndexOutOfBoundsException if the range is not within both arrays
     */
    public static byte[] encode(long[] timesMicros, double[] values, int from, int to) {
        requireReadings(timesMicros, values, from, to);
        ChunkOutput out = new ChunkOutput(32 + 4 * (to - from));
        out.writeByte(VERSION);
        out.writeVarint(to - from);
        writeTimes(timesMicros, from, to, out);
        int scale = DecimalColumn.commonScale(values, from, to);
        if (scale == DecimalColumn.NO_SCALE) {
            writeRaw(values, from, to, out);
        } else {
            writeDecimals(values, from, to, scale, out);
        }
        return out.finish();
    }

    /**
     * Decodes a chunk in the place of what the columns held.
     *
     * @return how many readings it holds, at least 1
     * @throws CorruptChunkException if it is not one, whatever else it is; the columns are empty then
     */
    public static int decode(byte[] chunk, ChunkColumns into) {
        into.clear(0);
        ChunkInput in = new ChunkInput(chunk);
        int version = in.readByte();
        if (version != VERSION) {
            throw new CorruptChunkException("chunk format " + version + " is not known");
        }
        int count = readCount(in);
        into.clear(count);
        readTimes(in, into.times(), count);
        int scale = in.readByte();
        if (scale == RAW) {
            readRaw(in, into.values(), count);
        } else {
            readDecimals(in, into.values(), count, scale);
        }
        in.requireEnd();
        into.setCount(count);
        return count;
    }

    static void requireReadings(long[] times, double[] values, int from, int to) {
        Objects.checkFromToIndex(from, to, times.length);
        Objects.checkFromToIndex(from, to, values.length);
        if (from == to) {
            throw new IllegalArgumentException("a chunk has at least one reading");
        }
    }

    private static int readCount(ChunkInput in) {
        long count = in.readVarint();
        // A reading takes two bytes at least, so a wrong count cannot ask for more memory than a few times the chunk's.
        if (count < 1 || count > in.remaining() / 2) {
            throw new CorruptChunkException("the chunk is too short for " + count + " readings");
        }
        return (int) count;
    }

    private static void writeTimes(long[] times, int from, int to, ChunkOutput out) {
        int unit = unit(times, from, to);
        out.writeByte(unit);
        long previous = times[from] / UNITS[unit];
        out.writeZigzag(previous);
        long step = 0;
        for (int i = from + 1; i < to; i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException("time " + times[i] + " follows " + times[i - 1]);
            }
            long time = times[i] / UNITS[unit];
            out.writeZigzag(time - previous - step); // May wrap around; the sum in decoding wraps back.
            step = time - previous;
            previous = time;
        }
    }

    private static int unit(long[] times, int from, int to) {
        int unit = UNITS.length - 1;
        for (int i = from; i < to; i++) {
            while (times[i] % UNITS[unit] != 0) {
                unit--;
            }
        }
        return unit;
    }

    private static void readTimes(ChunkInput in, long[] times, int count) {
        int unit = in.readByte();
        if (unit >= UNITS.length) {
            throw new CorruptChunkException("time unit " + unit + " is not known");
        }
        long time = in.readZigzag();
        times[0] = scaled(time, unit);
        long step = 0;
        for (int i = 1; i < count; i++) {
            step += in.readZigzag();
            time += step;
            times[i] = scaled(time, unit);
            if (times[i] <= times[i - 1]) {
                throw new CorruptChunkException("time " + times[i] + " follows " + times[i - 1]);
            }
        }
    }

    private static long scaled(long time, int unit) {
        long scaled = time * UNITS[unit];
        if (scaled / UNITS[unit] != time) {
            throw new CorruptChunkException("time " + time + " of unit " + unit + " is out of range");
        }
        return scaled;
    }

    private static void writeDecimals(double[] values, int from, int to, int scale, ChunkOutput out) {
        out.writeByte(scale);
        long previous = 0;
        for (int i = from; i < to; i++) {
            long mantissa = DecimalColumn.mantissa(values[i], scale);
            out.writeZigzag(mantissa - previous);
            previous = mantissa;
        }
    }

    private static void readDecimals(ChunkInput in, double[] values, int count, int scale) {
        if (scale > DecimalColumn.MAX_SCALE) {
            throw new CorruptChunkException("value encoding " + scale + " is not known");
        }
        long mantissa = 0;
        for (int i = 0; i < count; i++) {
            mantissa += in.readZigzag();
            if (mantissa <= -DecimalColumn.MANTISSA_LIMIT || mantissa >= DecimalColumn.MANTISSA_LIMIT) {
                throw new CorruptChunkException("mantissa " + mantissa + " is out of range");
            }
            values[i] = DecimalColumn.value(mantissa, scale);
        }
    }

    private static void writeRaw(double[] values, int from, int to, ChunkOutput out) {
        out.writeByte(RAW);
        long previous = 0;
        for (int i = from; i < to; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            out.writeLong(bits ^ previous);
            previous = bits;
        }
    }

    private static void readRaw(ChunkInput in, double[] values, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits ^= in.readLong();
            values[i] = Double.longBitsToDouble(bits);
        }
    }
}
