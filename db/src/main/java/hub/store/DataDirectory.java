package hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where a hub keeps everything, locked so that no second hub uses it at the same time. */
public final class DataDirectory implements AutoCloseable {

    private static final String FORMAT = "telemetry-hub data 1\n";

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataDirectory(Path path, FileChannel lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Creates the directory if need be, and locks it.
     *
     * @throws StoreException if it cannot be used, is in use, or was written by a newer hub
     */
    public static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel lockFile = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(lockFile);
            if (lock == null) {
                String owner = Files.readString(path.resolve("lock")).strip();
                lockFile.close();
                throw new StoreException("data directory " + path + " is in use by another hub (process " + owner
                        + "): stop it, or choose another directory with --data");
            }
            lockFile.truncate(0).write(ascii(ProcessHandle.current().pid() + "\n"));
            checkFormat(path);
            return new DataDirectory(path, lockFile, lock);
        } catch (IOException e) {
            throw new StoreException("data directory " + path + " cannot be used: " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void checkFormat(Path path) throws IOException {
        Path format = path.resolve("format");
        if (!Files.exists(format)) {
            Files.writeString(format, FORMAT);
        } else if (!Files.readString(format).equals(FORMAT)) {
            throw new StoreException("data directory " + path + " is of the format '"
                    + Files.readString(format).strip() + "', this hub reads '" + FORMAT.strip()
                    + "': use the version of the hub that wrote it");
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The directory itself. */
    public Path path() {
        return path;
    }

    /** Where the journal's segments are. */
    public Path journal() {
        return path.resolve("journal");
    }

    /** The database's path, without the ending that H2 adds. */
    public Path database() {
        return path.resolve("hub");
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new StoreException("data directory " + path + " cannot be unlocked: " + e, e);
        }
    }
}
