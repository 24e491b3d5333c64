package hub.store.chunk;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** The bytes of a chunk while it is written. */
final class ChunkOutput {
    private byte[] bytes;
    private int size;

    ChunkOutput(int expectedBytes) {
        bytes = new byte[expectedBytes];
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
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, big-endian. */
    void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /** All the bytes, with their CRC32C in four more. */
    byte[] finish() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        writeInt((int) crc.getValue());
        return Arrays.copyOf(bytes, size);
    }

    private void writeInt(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
    }
}
