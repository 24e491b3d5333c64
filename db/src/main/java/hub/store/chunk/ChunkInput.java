package hub.store.chunk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The bytes of a chunk while it is read; whatever is wrong with them is a {@link CorruptChunkException}. */
final class ChunkInput {
    private static final int CHECKSUM_BYTES = 4;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Checks the checksum, so that what follows are the bytes that were written, short of malice. */
    ChunkInput(byte[] bytes) {
        if (bytes.length < CHECKSUM_BYTES) {
            throw new CorruptChunkException("a chunk has more than " + bytes.length + " bytes");
        }
        this.bytes = bytes;
        this.end = bytes.length - CHECKSUM_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        if ((int) crc.getValue() != ByteBuffer.wrap(bytes).getInt(end)) {
            throw new CorruptChunkException("the chunk differs from its checksum");
        }
    }

    int remaining() {
        return end - at;
    }

    int readByte() {
        need(1);
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

    long readLong() {
        need(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (bytes[at++] & 0xFF);
        }
        return value;
    }

    void requireEnd() {
        if (at != end) {
            throw new CorruptChunkException((end - at) + " bytes follow the last reading");
        }
    }

    private void need(int count) {
        if (end - at < count) {
            throw new CorruptChunkException("the chunk ends in the middle of a reading");
        }
    }
}
