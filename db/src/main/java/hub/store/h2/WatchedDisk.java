package hub.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * H2's way to the database file, the file system {@code watched:}.
 *
 * <p>It remembers whether a force has failed, which H2's own errors do not tell apart from a failed write. And it lets
 * H2 open the file only while the hub has asked for it: after an error H2 closes the file, and whoever takes the next
 * connection would make it open the file again without the recovery that has to come first. And nothing is written to a
 * file of which something could not be read while it was opened: H2 would take that for the end of an older state, and
 * make it the newest.
 */
public final class WatchedDisk extends FilePathWrapper {

    static final String SCHEME = "watched";

    /** By the name of the file under this one; H2 makes the objects of this class by itself. */
    private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();

    static {
        FilePath.register(new WatchedDisk());
    }

    /** H2 makes one for each path. */
    public WatchedDisk() {}

    /** What is known of a file. */
    static final class Watch {

        private volatile boolean mayOpen;
        private volatile @Nullable IOException forceFailure;

        /** Of a read while the file is being opened. */
        private volatile @Nullable IOException readFailure;

        /** Lets H2 open the file, from now on or no more. */
        void mayOpen(boolean may) {
            mayOpen = may;
            readFailure = null;
        }

        private void readFailed(IOException e) {
            if (mayOpen) {
                readFailure = e;
            }
        }

        /**
         * What was opened is all that is in the file.
         *
         * @throws IOException if something could not be read
         */
        void requireRead() throws IOException {
            IOException failure = readFailure;
            if (failure != null) {
                throw new IOException("it cannot be read: " + failure.getMessage(), failure);
            }
        }

        /** Why the file could not be forced, the first time that was so. */
        @Nullable IOException forceFailure() {
            return forceFailure;
        }
    }

    /**
     * Begins to watch a file that nobody uses.
     *
     * @param file with the file system under this one
     */
    static Watch watch(String file) {
        Watch watch = new Watch();
        WATCHES.put(key(file), watch);
        return watch;
    }

    static void forget(String file) {
        WATCHES.remove(key(file));
    }

    /** The recovery takes another of H2's ways to the same file. */
    private static String key(String file) {
        return file.startsWith(Database.FILE_SYSTEM) ? file.substring(Database.FILE_SYSTEM.length()) : file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Watch watch = WATCHES.get(key(getBase().toString()));
        if (watch == null) {
            return super.open(mode); // A temporary file of a query.
        }
        if (!watch.mayOpen) {
            throw new IOException(getBase() + " is opened by the hub only");
        }
        return new WatchedFile(super.open(mode), watch);
    }

    private static final class WatchedFile extends WrappedFile {

        private final Watch watch;

        WatchedFile(FileChannel file, Watch watch) {
            super(file);
            this.watch = watch;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            try {
                return super.read(into);
            } catch (IOException e) {
                watch.readFailed(e);
                throw e;
            }
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // The file itself needs no lock for that.
        public int read(ByteBuffer into, long position) throws IOException {
            try {
                return super.read(into, position);
            } catch (IOException e) {
                watch.readFailed(e);
                throw e;
            }
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            watch.requireRead();
            return super.write(from);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // The file itself needs no lock for that.
        public int write(ByteBuffer from, long position) throws IOException {
            watch.requireRead();
            return super.write(from, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            watch.requireRead();
            return super.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            try {
                super.force(metaData);
            } catch (IOException e) {
                if (watch.forceFailure == null) {
                    watch.forceFailure = e;
                }
                throw e;
            }
        }
    }
}
