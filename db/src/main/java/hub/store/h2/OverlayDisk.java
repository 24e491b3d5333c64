package hub.store.h2;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system {@code overlay:}: files are read from the disk and written in memory only. With it H2 can recover and
 * open a database that must not be changed. For H2's header and a few commits: memory is not bounded.
 */
public final class OverlayDisk extends FilePathWrapper {

    static final String SCHEME = "overlay";

    private static final int BLOCK = 4096;

    /** By the name of the file under this one; H2 makes the objects of this class by itself. */
    private static final Map<String, Content> CONTENTS = new ConcurrentHashMap<>();

    static {
        FilePath.register(new OverlayDisk());
    }

    /** H2 makes one for each path. */
    public OverlayDisk() {}

    /** Keeps what is written to a file until {@link #discard}. */
    static void keep(String file) {
        CONTENTS.put(file, new Content());
    }

    static void discard(String file) {
        CONTENTS.remove(file);
    }

    /** What was written over a file. */
    private static final class Content {

        private final Map<Long, byte[]> blocks = new TreeMap<>();
        private long size = -1;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Content content = CONTENTS.get(getBase().toString());
        if (content == null) {
            throw new IOException(getBase() + " may not be written");
        }
        return new OverlayFile(getBase().open("r"), content);
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    /** H2 clears away what an earlier compaction may have left; here that stays. */
    @Override
    public void delete() {}

    @Override
    public boolean createFile() {
        return false;
    }

    @Override
    public void moveTo(FilePath newName, boolean atomicReplace) {
        throw new UnsupportedOperationException(this + " may not be renamed");
    }

    @Override
    public OutputStream newOutputStream(boolean append) throws IOException {
        throw new IOException(this + " may not be written");
    }

    private static final class OverlayFile extends WrappedFile {

        private final FileChannel file;
        private final Content content;
        private long position;

        OverlayFile(FileChannel file, Content content) throws IOException {
            super(file);
            this.file = file;
            this.content = content;
            if (content.size < 0) {
                content.size = file.size();
            }
        }

        @Override
        public synchronized int read(ByteBuffer into) throws IOException {
            int read = read(into, position);
            position += Math.max(read, 0);
            return read;
        }

        @Override
        public synchronized int read(ByteBuffer into, long from) throws IOException {
            if (from >= content.size) {
                return -1;
            }
            int offset = (int) (from % BLOCK);
            int length = (int) Math.min(Math.min(into.remaining(), BLOCK - offset), content.size - from);
            into.put(block(from / BLOCK), offset, length);
            return length;
        }

        @Override
        public synchronized int write(ByteBuffer from) throws IOException {
            int count = write(from, position);
            position += count;
            return count;
        }

        @Override
        public synchronized int write(ByteBuffer from, long to) throws IOException {
            int offset = (int) (to % BLOCK);
            int length = Math.min(from.remaining(), BLOCK - offset);
            byte[] block = block(to / BLOCK);
            from.get(block, offset, length);
            content.blocks.put(to / BLOCK, block);
            content.size = Math.max(content.size, to + length);
            return length;
        }

        /** A block as it is now, zeros behind the end. */
        private byte[] block(long number) throws IOException {
            byte[] block = content.blocks.get(number);
            if (block != null) {
                return block;
            }
            ByteBuffer read = ByteBuffer.allocate(BLOCK);
            long at = number * BLOCK;
            while (read.hasRemaining() && file.read(read, at + read.position()) > 0) {
                // Until the block or the file ends.
            }
            return read.array();
        }

        @Override
        public void force(boolean metaData) {}

        @Override
        public synchronized long position() {
            return position;
        }

        @Override
        public synchronized FileChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public synchronized long size() {
            return content.size;
        }

        @Override
        public synchronized FileChannel truncate(long newSize) {
            content.size = Math.min(content.size, newSize);
            return this;
        }

        @Override
        public FileLock tryLock(long from, long length, boolean shared) throws IOException {
            return file.tryLock(from, length, true);
        }
    }
}
