package hub.store.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whole numbers of 0 to 56 or of 64 bits, one after the other without gaps, lowest bits first.
 *
 * <p>Numbers are taken out of eight bytes read at once, as many as fit whatever bit of its byte the first begins at.
 */
final class BitPacking {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The widest that eight bytes hold whatever bit it begins at. */
    static final int MAX_ODD_WIDTH = 56;

    /** How many more numbers than asked for may be written, at most. */
    static final int SLACK = 7;
    /** How many bytes beyond the last packed one are read, at most. */
    static final int READ_AHEAD = 8;

    private BitPacking() {}

    static long mask(int width) {
        return width == Long.SIZE ? -1 : (1L << width) - 1;
    }

    static int bytes(int count, int width) {
        return (count * width + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The least width not below so many bits that numbers can be packed with. */
    static int width(int bits) {
        return bits > MAX_ODD_WIDTH ? Long.SIZE : bits;
    }

    static boolean isWidth(int width) {
        return width == width(width) && width <= Long.SIZE;
    }

    /** Unpacks to {@code out[from …]}; {@link #SLACK} further elements may be overwritten. */
    static void unpack(byte[] bytes, int at, int width, long[] out, int from, int count) {
        if (width <= 8) {
            unpackEights(bytes, at, width, out, from, count);
        } else if (width <= 16) {
            unpackFours(bytes, at, width, out, from, count);
        } else if (width <= MAX_ODD_WIDTH) {
            unpackOnes(bytes, at, width, out, from, count);
        } else {
            for (int i = 0; i < count; i++) {
                out[from + i] = (long) LONGS.get(bytes, at + Long.BYTES * i);
            }
        }
    }

    /** The number of that width that begins so many bits after the byte {@code at}. */
    static long get(byte[] bytes, int at, int bit, int width) {
        int shift = bit & 7;
        long low = (long) LONGS.get(bytes, at + (bit >>> 3)) >>> shift;
        if (shift + width > Long.SIZE) {
            low |= (long) bytes[at + (bit >>> 3) + Long.BYTES] << (Long.SIZE - shift);
        }
        return low & mask(width);
    }

    private static void unpackEights(byte[] bytes, int at, int width, long[] out, int from, int count) {
        long mask = mask(width);
        int to = from + count;
        for (int i = from, byteAt = at; i < to; i += 8, byteAt += width) {
            long word = (long) LONGS.get(bytes, byteAt);
            out[i] = word & mask;
            out[i + 1] = word >>> width & mask;
            out[i + 2] = word >>> (2 * width) & mask;
            out[i + 3] = word >>> (3 * width) & mask;
            out[i + 4] = word >>> (4 * width) & mask;
            out[i + 5] = word >>> (5 * width) & mask;
            out[i + 6] = word >>> (6 * width) & mask;
            out[i + 7] = word >>> (7 * width) & mask;
        }
    }

    /** Four of at most 15 bits begin at bit 0 or 4, so that they end within 64; four of 16 begin at bit 0. */
    private static void unpackFours(byte[] bytes, int at, int width, long[] out, int from, int count) {
        long mask = mask(width);
        int to = from + count;
        for (int i = from, bit = 0; i < to; i += 4, bit += 4 * width) {
            long word = (long) LONGS.get(bytes, at + (bit >>> 3)) >>> (bit & 7);
            out[i] = word & mask;
            out[i + 1] = word >>> width & mask;
            out[i + 2] = word >>> (2 * width) & mask;
            out[i + 3] = word >>> (3 * width) & mask;
        }
    }

    private static void unpackOnes(byte[] bytes, int at, int width, long[] out, int from, int count) {
        long mask = mask(width);
        for (int i = 0, bit = 0; i < count; i++, bit += width) {
            out[from + i] = (long) LONGS.get(bytes, at + (bit >>> 3)) >>> (bit & 7) & mask;
        }
    }
}
