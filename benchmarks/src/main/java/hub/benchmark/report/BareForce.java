package hub.benchmark.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk alone takes: bytes written at the end of a file, then {@code fdatasync}. */
public final class BareForce implements AutoCloseable {

    /** Where the bytes go. */
    public enum Kind {
        /** The file grows, so its size has to be forced, too. */
        GROWING,
        /** The file is full of zeros already, as the segments of a journal are. */
        PREALLOCATED
    }

    private static final int PREALLOCATED_BYTES = 16 << 20;

    private final Path path;
    private final FileChannel file;
    private final Kind kind;
    private final ByteBuffer bytes;
    private final Latencies nanos = new Latencies();
    private long offset;

    /**
     * A file to be written.
     *
     * @param directory where, for a while
     * @param writeBytes how many bytes each time
     */
    public BareForce(Path directory, Kind kind, int writeBytes) throws IOException {
        this.path = Files.createTempFile(directory, "bare", ".force");
        this.file = FileChannel.open(path, StandardOpenOption.WRITE);
        this.kind = kind;
        this.bytes = ByteBuffer.allocateDirect(writeBytes);
        for (int i = 0; i < writeBytes; i++) {
            bytes.put(i, (byte) (31 * i));
        }
        if (kind == Kind.PREALLOCATED) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
            while (file.size() < PREALLOCATED_BYTES) {
                file.write(zeros.clear(), file.size());
            }
            file.force(true);
        }
    }

    /** Writes and forces once. */
    public void once() throws IOException {
        if (kind == Kind.PREALLOCATED && offset + bytes.capacity() > PREALLOCATED_BYTES) {
            offset = 0;
        }
        long start = System.nanoTime();
        bytes.clear();
        while (bytes.hasRemaining()) {
            offset += file.write(bytes, offset);
        }
        file.force(false);
        nanos.record(System.nanoTime() - start);
    }

    /** How long each took, in nanoseconds. */
    public Latencies nanos() {
        return nanos;
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.delete(path);
    }
}
