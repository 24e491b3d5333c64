package hub.store.chunk;

import java.util.Arrays;

/** Reads a sequence of whole numbers in blocks; the other end of {@link BlockEncoder}. */
final class BlockDecoder {
    /** What arrays that blocks are decoded to need to have room for. */
    static final int ROOM = BlockFormat.SIZE + 1 + BitPacking.SLACK;

    private final ChunkInput in;
    private final byte[] tail = new byte[BlockFormat.SIZE * (Long.BYTES + 1) + BitPacking.READ_AHEAD];
    private int packedAt;
    private long last;
    private long step;
    private int left;
    private boolean started;

    /** @param count how many numbers there are, the first one included */
    BlockDecoder(ChunkInput in, long first, int count) {
        this.in = in;
        this.last = first;
        this.left = count;
    }

    /** How many numbers are left. */
    int left() {
        return left;
    }

    /**
     * Decodes the next block. Sequences begin anew from any number and wrap around, so it is for the caller to say which
     * numbers make sense.
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
        int width = header & BlockFormat.WIDE;
        if (width == BlockFormat.WIDE) {
            width = in.readByte();
            if (!BitPacking.isWidth(width)) {
                throw new CorruptChunkException("numbers of " + width + " bits");
            }
        }
        long base = BlockFormat.isCentred(mode) ? BlockFormat.centredBase(width) : in.readZigzag();
        if (width == 0) {
            Arrays.fill(out, from, size, 0);
        } else {
            int count = size - from;
            BitPacking.unpack(within(BitPacking.bytes(count, width)), packedAt, width, out, from, count);
        }
        if ((header & BlockFormat.EXCEPTIONS) != 0) {
            patch(out, from, size, width);
        }
        restore(mode, base, out, from, size);
    }

    /** Passes over packed bytes. Where they can be read, from {@link #packedAt} on, along with a few beyond them. */
    private byte[] within(int count) {
        int at = in.skip(count);
        if (at + count + BitPacking.READ_AHEAD <= in.bytes().length) {
            packedAt = at;
            return in.bytes();
        }
        System.arraycopy(in.bytes(), at, tail, 0, count);
        packedAt = 0;
        return tail;
    }

    /** Adds the bits beyond the width to the few numbers that have such. */
    private void patch(long[] out, int from, int size, int width) {
        int count = in.readCount("exceptions", 1, size - from);
        int highWidth = in.readCount("bits of an exception", 0, Long.SIZE);
        int bits = BlockFormat.PLACE_BITS + highWidth;
        byte[] bytes = within(BitPacking.bytes(count, bits));
        for (int i = 0, bit = packedAt * Byte.SIZE; i < count; i++, bit += bits) {
            int place = from + (int) BitPacking.get(bytes, 0, bit, BlockFormat.PLACE_BITS);
            if (place >= size) {
                throw new CorruptChunkException("an exception beyond the block");
            }
            long high = BitPacking.get(bytes, 0, bit + BlockFormat.PLACE_BITS, highWidth) + 1;
            out[place] += ((high >>> 1) ^ -(high & 1)) << width;
        }
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
