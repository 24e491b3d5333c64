package hub.store.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Bytes while they are written; whole numbers in little-endian order. */
final class ChunkOutput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CHECKSUM_BYTES = 4;

    private byte[] bytes = new byte[1 << 10];
    private int size;

    int size() {
        return size;
    }

    /** Forgets what was written from there on. */
    void truncate(int newSize) {
        size = newSize;
    }

    /** Writes again what was written there. */
    void setByte(int at, int value) {
        bytes[at] = (byte) value;
    }

    void writeByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Seven bits a byte, lowest first, the top bit set in all bytes but the last: 1 to 10 bytes. */
    void writeVarint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A varint of a signed number, short where the number is near 0. */
    void writeZigzag(long value) {
        writeVarint(zigzag(value));
    }

    void writeLong(long value) {
        room(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    void write(byte[] other) {
        write(other, other.length);
    }

    void write(ChunkOutput other) {
        write(other.bytes, other.size);
    }

    private void write(byte[] other, int count) {
        room(count);
        System.arraycopy(other, 0, bytes, size, count);
        size += count;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /**
     * The lowest bits of the values {@code [from, to)}, the first in the lowest bits, in as many bytes as that
     * takes.
     */
    void writePacked(long[] values, int from, int to, int width) {
        int end = size + BitPacking.bytes(to - from, width);
        room(end - size + Long.BYTES);
        long mask = BitPacking.mask(width);
        long word = 0;
        int filled = 0;
        for (int i = from; i < to; i++) {
            long value = values[i] & mask;
            word |= value << filled;
            filled += width;
            if (filled >= Long.SIZE) {
                LONGS.set(bytes, size, word);
                size += Long.BYTES;
                filled -= Long.SIZE;
                word = filled == 0 ? 0 : value >>> (width - filled);
            }
        }
        LONGS.set(bytes, size, word);
        size = end;
    }

    /** Places and numbers of that width in turn, without gaps, in as many bytes as that takes. */
    void writePlaced(int[] places, long[] numbers, int count, int width) {
        int bits = BlockFormat.PLACE_BITS + width;
        int begin = size;
        int end = size + BitPacking.bytes(count, bits);
        room(end - size + 2 * Long.BYTES);
        Arrays.fill(bytes, size, end + 2 * Long.BYTES, (byte) 0);
        for (int i = 0; i < count; i++) {
            or(begin, bits * i, places[i]);
            or(begin, bits * i + BlockFormat.PLACE_BITS, numbers[i]);
        }
        size = end;
    }

    private void or(int begin, int bit, long number) {
        int at = begin + (bit >>> 3);
        int shift = bit & 7;
        LONGS.set(bytes, at, (long) LONGS.get(bytes, at) | number << shift);
        if (shift > 0) {
            bytes[at + Long.BYTES] |= (byte) (number >>> (Long.SIZE - shift));
        }
    }

    /** All the bytes, with their CRC32C in four more. */
    byte[] finish() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        long checksum = crc.getValue();
        byte[] finished = Arrays.copyOf(bytes, size + CHECKSUM_BYTES);
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            finished[size + i] = (byte) (checksum >>> (Byte.SIZE * i));
        }
        return finished;
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static int varintBytes(long value) {
        return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
    }
}
