package hub.store.chunk;

import java.util.Arrays;

/** Reads a sequence of whole numbers in blocks; the other end of {@link BlockEncoder}. */
final class BlockDecoder {
    /** What arrays that blocks are decoded to need to have room for. */
    static final int ROOM = BlockFormat.SIZE + 1 + BitPacking.SLACK;

    private final ChunkInput in;
    private int packedAt;
    private long last;
    private long step;
    private long previousBase;
    private int left;
    private boolean started;
    private double reach;
    private boolean rises;
    private boolean lowered;

    /** @param count how many numbers there are, the first one included */
    BlockDecoder(ChunkInput in, long first, int count) {
        this.in = in;
        this.last = first;
        this.left = count;
    }

    /** No number of the current block is further from 0, as far as can be told without looking at them. */
    double reach() {
        return reach;
    }

    /**
     * Whether each number of the current block is known to be greater than the one before, short of wrapping
     * around.
     */
    boolean rises() {
        return rises;
    }

    /** How many numbers are left. */
    int left() {
        return left;
    }

    /**
     * Decodes the next block. Sequences begin anew from any number and wrap around, so it is for the caller to say
     * which numbers make sense.
     *
     * @return how many numbers it has; 0 at the end
     * @throws CorruptChunkException if there are not so many
     */
    int next(long[] out) {
        if (left == 0) {
            return 0;
        }
        int size = Math.min(left, BlockFormat.SIZE);
        int from = 0;
        if (!started) {
            started = true;
            reach = Math.abs((double) last);
            out[0] = last;
            from = 1;
        }
        if (from < size) {
            decode(out, from, size);
            long beforeLast = size == 1 ? last : out[size - 2];
            last = out[size - 1];
            step = last - beforeLast;
        }
        left -= size;
        if (left == 0) {
            in.requireEnd();
        }
        return size;
    }

    private void decode(long[] out, int from, int size) {
        int header = in.readByte();
        int mode = header >>> BlockFormat.MODE_SHIFT & (BlockFormat.MODES - 1);
        int width = width(header & BlockFormat.WIDE);
        long base = base(mode, width);
        double residual = residual(base, width);
        if (width == 0) {
            Arrays.fill(out, from, size, 0);
        } else {
            int count = size - from;
            BitPacking.unpack(within(BitPacking.bytes(count, width)), packedAt, width, out, from, count);
        }
        lowered = width == Long.SIZE;
        if ((header & BlockFormat.EXCEPTIONS) != 0) {
            residual += patch(out, from, size, width);
        }
        reach = Math.abs((double) last) + reach(mode, residual);
        boolean steady = width == 0 && (header & BlockFormat.EXCEPTIONS) == 0;
        rises = rises(mode, base, steady);
        restore(mode, base, out, from, size);
    }

    /** How far a block's numbers can be from the last one before, if no residual with its base is further from 0. */
    private double reach(int mode, double residual) {
        return switch (mode) {
            case BlockFormat.FRAME -> residual;
            case BlockFormat.CENTRED_DELTA_OF_DELTA ->
                BlockFormat.SIZE * (Math.abs((double) step) + BlockFormat.SIZE * residual);
            default -> BlockFormat.SIZE * residual;
        };
    }

    private int width(int width) {
        if (width != BlockFormat.WIDE) {
            return width;
        }
        int wide = in.readByte();
        if (!BitPacking.isWidth(wide)) {
            throw new CorruptChunkException("numbers of " + wide + " bits");
        }
        return wide;
    }

    private static double residual(long base, int width) {
        return width == Long.SIZE
                ? 0x1p64
                : Math.max(Math.abs((double) base), Math.abs(base + (double) BitPacking.mask(width)));
    }

    private boolean rises(int mode, long base, boolean steady) {
        return switch (mode) {
            case BlockFormat.FRAME -> false;
            case BlockFormat.CENTRED_DELTA_OF_DELTA -> steady && step > 0;
            default -> base > 0 && !lowered;
        };
    }

    private long base(int mode, int width) {
        return switch (mode) {
            case BlockFormat.FRAME -> in.readZigzag();
            case BlockFormat.DELTA -> previousBase += in.readZigzag();
            default -> BlockFormat.centredBase(width);
        };
    }

    /** Passes over packed bytes. An array to read them from at {@link #packedAt}, along with a few beyond them. */
    private byte[] within(int count) {
        int at = in.skip(count);
        if (at + count + BitPacking.READ_AHEAD <= in.bytes().length) {
            packedAt = at;
            return in.bytes();
        }
        byte[] tail = new byte[count + BitPacking.READ_AHEAD];
        System.arraycopy(in.bytes(), at, tail, 0, count);
        packedAt = 0;
        return tail;
    }

    /** Adds the bits beyond the width to the few numbers that have such. The most that it may have added. */
    private double patch(long[] out, int from, int size, int width) {
        int counts = in.readByte();
        int count = counts == 0 ? in.readByte() : counts & BlockFormat.SMALL_COUNT;
        int highWidth = counts == 0 ? in.readByte() : counts >>> 4;
        if (count < 1 || count > size - from || highWidth > Long.SIZE) {
            throw new CorruptChunkException(count + " exceptions of " + highWidth + " bits");
        }
        int bits = BlockFormat.PLACE_BITS + highWidth;
        byte[] bytes = within(BitPacking.bytes(count, bits));
        int previous = -1;
        for (int i = 0, bit = packedAt * Byte.SIZE; i < count; i++, bit += bits) {
            int place = from + (int) BitPacking.get(bytes, 0, bit, BlockFormat.PLACE_BITS);
            if (place <= previous || place >= size) {
                throw new CorruptChunkException("an exception out of place");
            }
            previous = place;
            long high = BitPacking.get(bytes, 0, bit + BlockFormat.PLACE_BITS, highWidth) + 1;
            lowered |= (high & 1) != 0;
            out[place] += ((high >>> 1) ^ -(high & 1)) << width;
        }
        return Math.scalb(1.0, highWidth + width);
    }

    private void restore(int mode, long base, long[] out, int from, int size) {
        long number = last;
        switch (mode) {
            case BlockFormat.FRAME -> {
                long offset = number + base;
                for (int i = from; i < size; i++) {
                    out[i] += offset;
                }
            }
            case BlockFormat.CENTRED_DELTA_OF_DELTA -> {
                long delta = step;
                for (int i = from; i < size; i++) {
                    delta += base + out[i];
                    number += delta;
                    out[i] = number;
                }
            }
            default -> {
                for (int i = from; i < size; i++) {
                    number += base + out[i];
                    out[i] = number;
                }
            }
        }
    }
}
