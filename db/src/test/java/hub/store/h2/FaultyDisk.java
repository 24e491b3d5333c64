package hub.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePathWrapper;

/** An H2 file system, {@code faulty:}, whose files fail on demand. For one test class, whose tests run in turn. */
public final class FaultyDisk extends FilePathWrapper {

    static final String SCHEME = "faulty";

    static volatile boolean failWrites;
    static volatile boolean failForces;

    private static final AtomicInteger WRITES_LEFT = new AtomicInteger();

    /** The next few writes go well, those behind them fail. */
    static void failWritesAfter(int writes) {
        WRITES_LEFT.set(writes);
        failWrites = true;
    }

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

    private static final class FaultyFile extends WrappedFile {

        FaultyFile(FileChannel file) {
            super(file);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            failIf(failWrites && WRITES_LEFT.getAndDecrement() <= 0, "No space left on device");
            return super.write(from);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            failIf(failWrites && WRITES_LEFT.getAndDecrement() <= 0, "No space left on device");
            return super.write(from, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            failIf(failForces, "Input/output error");
            super.force(metaData);
        }

        private static void failIf(boolean fail, String message) throws IOException {
            if (fail) {
                throw new IOException(message);
            }
        }
    }
}
