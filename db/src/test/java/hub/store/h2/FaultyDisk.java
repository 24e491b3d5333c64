package hub.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/** An H2 file system, {@code faulty:}, whose files fail on demand. For one test class, whose tests run in turn. */
public final class FaultyDisk extends FilePathWrapper {

    static final String SCHEME = "faulty";

    static volatile boolean failWrites;
    static volatile boolean failForces;

    /** H2 makes one for each path. */
    public FaultyDisk() {}

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FaultyFile(super.open(mode));
    }

    private static final class FaultyFile extends FileBase {

        private final FileChannel file;

        FaultyFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            failIf(failWrites, "No space left on device");
            return file.write(from);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            failIf(failWrites, "No space left on device");
            return file.write(from, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            failIf(failForces, "Input/output error");
            file.force(metaData);
        }

        private static void failIf(boolean fail, String message) throws IOException {
            if (fail) {
                throw new IOException(message);
            }
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
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
