package hub.store.h2;

import hub.disk.MemoryDisk;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.message.DbException;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;

/** An H2 file system, {@code memory-disk:}, of which each database is on a {@link MemoryDisk} of its own. */
public final class MemoryDiskPath extends FilePath {

    static final String SCHEME = "memory-disk:";

    /** Where the databases' paths end and their endings begin; the number is no other's, so that H2 takes none for open. */
    private static final Map<String, WeakReference<MemoryDisk>> DISKS = new ConcurrentHashMap<>();

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String FILE = "hub";

    static {
        FilePath.register(new MemoryDiskPath());
    }

    /** H2 makes one for each path. */
    public MemoryDiskPath() {}

    /**
     * Opens or creates the database on a disk.
     *
     * @param directory any that is there; nothing is written to it
     */
    static Database open(MemoryDisk disk, Path directory) throws IOException {
        String name = FILE + NEXT.incrementAndGet();
        DISKS.put(name, new WeakReference<>(disk));
        Database database = Database.open(SCHEME, directory.resolve(name), TestSettings.SOON);
        disk.forceNames(); // In the place of that directory.
        return database;
    }

    private String ending() {
        String file = getName();
        int dot = file.indexOf('.');
        return dot < 0 ? "" : file.substring(dot);
    }

    private MemoryDisk disk() {
        String file = getName();
        WeakReference<MemoryDisk> known = DISKS.get(file.substring(0, file.length() - ending().length()));
        MemoryDisk disk = known == null ? null : known.get();
        if (disk == null) {
            throw new IllegalStateException("no disk for " + name);
        }
        return disk;
    }

    private String file() {
        return FILE + ending();
    }

    @Override
    public String getScheme() {
        return SCHEME.substring(0, SCHEME.length() - 1);
    }

    @Override
    public FilePath getPath(String path) {
        MemoryDiskPath created = new MemoryDiskPath();
        created.name = path.startsWith(SCHEME) ? path : SCHEME + path;
        return created;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        MemoryDisk disk = disk();
        boolean create = mode.startsWith("rw") && !disk.exists(file());
        return new Channel(create ? disk.create(file()) : disk.open(file()), mode.equals("r"));
    }

    @Override
    public long size() {
        return disk().size(file());
    }

    @Override
    public boolean exists() {
        return isDirectory() || disk().exists(file());
    }

    @Override
    public boolean isDirectory() {
        return !isRegularFile();
    }

    @Override
    public boolean isRegularFile() {
        return !ending().isEmpty();
    }

    @Override
    public boolean createFile() {
        if (exists()) {
            return false;
        }
        try {
            disk().create(file());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void delete() {
        try {
            if (exists()) {
                disk().delete(file());
            }
        } catch (IOException e) {
            throw DbException.convertIOException(e, name); // As H2's own file systems do.
        }
    }

    @Override
    public void moveTo(FilePath to, boolean replace) {
        try {
            disk().rename(file(), ((MemoryDiskPath) to).file());
        } catch (IOException e) {
            throw DbException.convertIOException(e, name);
        }
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        return List.of();
    }

    @Override
    public FilePath toRealPath() {
        return this;
    }

    @Override
    public FilePath getParent() {
        return getPath(name.substring(0, Math.max(SCHEME.length(), name.lastIndexOf('/'))));
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public boolean setReadOnly() {
        return false;
    }

    @Override
    public void createDirectory() {}

    private static final class Channel extends FileBase {

        private final MemoryDisk.OpenFile file;
        private final boolean readOnly;
        private long position;

        Channel(MemoryDisk.OpenFile file, boolean readOnly) {
            this.file = file;
            this.readOnly = readOnly;
        }

        @Override
        public synchronized int read(ByteBuffer into, long at) throws IOException {
            return file.read(into, at);
        }

        @Override
        public synchronized int read(ByteBuffer into) throws IOException {
            int length = file.read(into, position);
            position += Math.max(0, length);
            return length;
        }

        @Override
        public synchronized int write(ByteBuffer from, long at) throws IOException {
            if (readOnly) {
                throw new NonWritableChannelException();
            }
            return file.write(from, at);
        }

        @Override
        public synchronized int write(ByteBuffer from) throws IOException {
            int length = write(from, position);
            position += length;
            return length;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force();
        }

        @Override
        public synchronized long position() {
            return position;
        }

        @Override
        public synchronized FileChannel position(long to) {
            position = to;
            return this;
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public synchronized FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            position = Math.min(position, size);
            return this;
        }

        @Override
        public FileLock tryLock(long from, long length, boolean shared) {
            return new FileLock(this, from, length, shared) {
                @Override
                public boolean isValid() {
                    return true;
                }

                @Override
                public void release() {}
            };
        }
    }
}
