package hub.store.h2;

import hub.store.Directories;
import hub.store.StoreImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * A database file as it was at one moment, to be copied while it goes on.
 *
 * <p>Until this is closed, H2 moves nothing and writes behind the end of the file, so that what stands in front of that
 * end stays the database of that moment. Only the header is changed in place; it is noted at the beginning.
 */
final class FileBackup implements StoreImage {

    private static final int HEADER_BYTES = 2 * 4096;
    private static final int PIECE_BYTES = 1 << 20;

    private final RandomAccessStore file;
    private final ByteBuffer header;
    private final long length;
    private boolean closed;

    private FileBackup(MVStore store) {
        this.file = (RandomAccessStore) store.getFileStore();
        file.setReuseSpace(false);
        this.length = file.size();
        this.header = file.readFully(null, 0, HEADER_BYTES);
    }

    /** Holds on to the newest commit. Not during one. */
    static FileBackup begin(MVStore store) {
        return new FileBackup(store);
    }

    @Override
    public long bytes() {
        return length;
    }

    /** Writes all of it; by any thread, any number of times. */
    @Override
    public void copyTo(OutputStream out) throws IOException {
        copy(Channels.newChannel(out));
    }

    /** Writes a new file and forces it, with its name. */
    long copyTo(Path target) throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(out);
            out.force(true);
        }
        Directories.force(Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file is in a directory"));
        return length;
    }

    private void copy(WritableByteChannel out) throws IOException {
        write(out, header.duplicate());
        for (long at = HEADER_BYTES; at < length; at += PIECE_BYTES) {
            write(out, file.readFully(null, at, (int) Math.min(PIECE_BYTES, length - at)));
        }
    }

    private static void write(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        bytes.rewind();
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Lets H2 use the space again. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            file.setReuseSpace(true);
        }
    }
}
