package hub.store.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A part of a chunk while it is read; whatever is wrong with its bytes is a {@link CorruptChunkException}. */
final class ChunkInput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;

    ChunkInput(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    int readByte() {
        if (at >= end) {
            throw tooShort();
        }
        return bytes[at++] & 0xFF;
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            if (shift == 63 && next > 1) {
                break;
            }
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptChunkException("a varint is longer than 64 bits");
    }

    long readZigzag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A varint that is at least {@code least} and at most {@code most}. */
    int readCount(String what, int least, int most) {
        long count = readVarint();
        if (count < least || count > most) {
            throw new CorruptChunkException(count + " " + what + ", where " + least + " to " + most + " are possible");
        }
        return (int) count;
    }

    long readLong() {
        return (long) LONGS.get(bytes, skip(Long.BYTES));
    }

    double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** Passes over so many bytes. Where they begin. */
    int skip(int count) {
        if (end - at < count) {
            throw tooShort();
        }
        int from = at;
        at += count;
        return from;
    }

    void requireEnd() {
        if (at != end) {
            throw new CorruptChunkException((end - at) + " bytes too many");
        }
    }

    private static CorruptChunkException tooShort() {
        return new CorruptChunkException("the chunk ends in the middle of something");
    }
}
