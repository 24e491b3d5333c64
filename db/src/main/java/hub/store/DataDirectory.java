package hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where a hub keeps everything, locked so that no second hub uses it at the same time. */
public final class DataDirectory implements AutoCloseable {

    private static final String FORMAT = "telemetry-hub data 2\n";

    /**
     * The directories that this process has open. The operating system's lock does not do for these: it belongs to the
     * process, and closing the file a second time, as a refused opener would, gives it up.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path real;
    private final FileChannel lockFile;

    private DataDirectory(Path path, Path real, FileChannel lockFile) {
        this.path = path;
        this.real = real;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory if need be, and locks it.
     *
     * @throws StoreException if it cannot be used, is in use, or was written by a newer hub
     */
    public static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            Path real = path.toRealPath();
            if (!OPEN.add(real)) {
                throw inUse(path, ProcessHandle.current().pid() + ", this one");
            }
            try {
                return lock(path, real);
            } catch (IOException | RuntimeException e) {
                OPEN.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException("data directory " + path + " cannot be used: " + e, e);
        }
    }

    private static DataDirectory lock(Path path, Path real) throws IOException {
        FileChannel lockFile = FileChannel.open(
                path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (lockFile.tryLock() == null) {
                throw inUse(path, Files.readString(path.resolve("lock")).strip());
            }
            lockFile.truncate(0).write(ascii(ProcessHandle.current().pid() + "\n"));
            checkFormat(path);
            return new DataDirectory(path, real, lockFile);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static StoreException inUse(Path path, String process) {
        return new StoreException("data directory " + path + " is in use by another hub (process " + process
                + "): stop it, or choose another directory with --data");
    }

    private static void checkFormat(Path path) throws IOException {
        Path format = path.resolve("format");
        if (!Files.exists(format)) {
            writeFormat(path, format);
            return;
        }
        String found = Files.readString(format);
        if (!found.equals(FORMAT)) {
            throw new StoreException("data directory " + path + " is of the format '" + found.strip()
                    + "', this hub reads '" + FORMAT.strip() + "': use the version of the hub that wrote it");
        }
    }

    /** Whole or not at all: a hub that dies here must not leave a directory that no hub takes. */
    private static void writeFormat(Path path, Path format) throws IOException {
        Path draft = path.resolve("format.new");
        try (FileChannel file = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            file.write(ascii(FORMAT));
            file.force(true);
        }
        Files.move(draft, format, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(path);
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

    /** Unlocks the directory; closing again does nothing. */
    @Override
    public void close() {
        if (!lockFile.isOpen()) {
            return;
        }
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StoreException("data directory " + path + " cannot be unlocked: " + e, e);
        } finally {
            OPEN.remove(real);
        }
    }
}
