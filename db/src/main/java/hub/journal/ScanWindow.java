package hub.journal;

import hub.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A view of a file that is read mostly forward, through a buffer that grows to the longest record asked for. */
final class ScanWindow {
    private static final int INITIAL_BYTES = 256 << 10;

    private final JournalFile file;
    private final long size;
    private ByteBuffer buffer;
    private long base;

    ScanWindow(JournalFile file) throws IOException {
        this.file = file;
        this.size = file.size();
        this.buffer = ByteBuffer.allocate((int) Math.min(INITIAL_BYTES, size)).limit(0);
    }

    /** The size of the file, in bytes. */
    long size() {
        return size;
    }

    /** The 32-bit integer at an offset, of which all bytes must be in the file. */
    int getInt(long offset) throws IOException {
        int index = load(offset, Integer.BYTES);
        return buffer.getInt(index);
    }

    /** The bytes at an offset, which must all be in the file; valid until the next call. */
    ByteBuffer slice(long offset, int length) throws IOException {
        int index = load(offset, length);
        return buffer.slice(index, length);
    }

    /** The offset after the last byte that is not zero, or {@code from} if there is none in {@code [from, to)}. */
    long endOfData(long from, long to) throws IOException {
        long end = from;
        for (long at = from; at < to; ) {
            int length = (int) Math.min(INITIAL_BYTES, to - at);
            int used = usedBytes(slice(at, length));
            if (used > 0) {
                end = at + used;
            }
            at += length;
        }
        return end;
    }

    private static int usedBytes(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end >= Long.BYTES && bytes.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        while (end > 0 && bytes.get(end - 1) == 0) {
            end--;
        }
        return end;
    }

    private int load(long offset, int length) throws IOException {
        if (offset < base || offset + length > base + buffer.limit()) {
            read(offset, length);
        }
        return (int) (offset - base);
    }

    private void read(long offset, int length) throws IOException {
        if (length > buffer.capacity()) {
            buffer = ByteBuffer.allocate(Math.max(length, 2 * buffer.capacity()));
        }
        buffer.clear();
        base = offset;
        while (buffer.position() < length) {
            if (file.read(buffer, base + buffer.position()) < 0) {
                buffer.limit(0);
                throw new IOException("the file ends before offset " + (offset + length));
            }
        }
        buffer.flip();
    }
}
