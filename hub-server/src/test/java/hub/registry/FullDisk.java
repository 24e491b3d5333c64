package hub.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.async.FilePathAsync;

/**
 * Stands in the place of the file system that databases are opened in: a disk that is full for one folder when a test says so. For a
 * class that runs alone.
 */
public final class FullDisk extends FilePathWrapper {

    private static volatile String full = "";

    /** H2 makes one for each path. */
    public FullDisk() {}

    static void insert() {
        full = "";
        FilePath.register(new FullDisk());
    }

    static void remove() {
        FilePath.register(new FilePathAsync());
    }

    /** Nothing can be written there from now on. */
    static void full(Path folder) {
        full = folder.toString();
    }

    static void roomAgain() {
        full = "";
    }

    @Override
    public String getScheme() {
        return new FilePathAsync().getScheme();
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Limited(super.open(mode), toString());
    }

    private static final class Limited extends FileBaseDefault {

        private final FileChannel file;
        private final String name;

        Limited(FileChannel file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            if (!full.isEmpty() && name.contains(full)) {
                throw new IOException("No space left on device");
            }
            return file.write(from, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            FileChannel unused = file.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
