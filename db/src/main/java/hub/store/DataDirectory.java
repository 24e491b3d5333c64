package hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a hub keeps everything, locked so that no second hub uses it at the same time. */
public final class DataDirectory implements AutoCloseable {

    private static final int VERSION = 2;
    private static final String FORMAT = "telemetry-hub data " + VERSION + "\n";
    private static final Pattern FORMATS = Pattern.compile("telemetry-hub data ([0-9]{1,9})\\s*");

    /** What may be there before the first hub is: what {@code token} has made, what a crash and what mounting leaves. */
    private static final Set<String> BEFOREHAND = Set.of("lock", "format.new", "tokens", "tokens.next", "lost+found");

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
     * @throws StoreException if it cannot be used, is in use, holds something else, or was written by a newer hub
     */
    public static DataDirectory open(Path path) {
        return open(
                path,
                () -> {
                    Files.createDirectories(path);
                    if (!Files.exists(path.resolve("format"))) {
                        requireEmpty(path);
                    }
                },
                DataDirectory::checkFormat);
    }

    /**
     * Locks a directory that a hub has written to; changes nothing but the note of who has locked it.
     *
     * @throws StoreException if it is no hub's directory, is in use, or was written by a newer hub
     */
    public static DataDirectory openExisting(Path path) {
        return open(path, () -> requireHubs(path), DataDirectory::requireFormat);
    }

    /** The same for one whose format may be damaged, as {@link #formatIntact} tells. */
    public static DataDirectory openDamaged(Path path) {
        return open(path, () -> requireHubs(path), DataDirectory::requireNotNewer);
    }

    private interface Step {
        void run() throws IOException;
    }

    private interface FormatCheck {
        void run(Path path) throws IOException;
    }

    private static DataDirectory open(Path path, Step before, FormatCheck format) {
        try {
            before.run();
            Path real = path.toRealPath();
            if (!OPEN.add(real)) {
                throw inUse(path, ProcessHandle.current().pid() + ", this one");
            }
            try {
                return lock(path, real, format);
            } catch (IOException | RuntimeException e) {
                OPEN.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException("data directory " + path + " cannot be used: " + e, e);
        }
    }

    private static DataDirectory lock(Path path, Path real, FormatCheck format) throws IOException {
        FileChannel lockFile = FileChannel.open(
                path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (lockFile.tryLock() == null) {
                throw inUse(path, Files.readString(path.resolve("lock")).strip());
            }
            lockFile.truncate(0).write(ascii(ProcessHandle.current().pid() + "\n"));
            format.run(path);
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

    /** A directory that holds something else must not be written into. */
    private static void requireEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            List<String> others = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !BEFOREHAND.contains(name))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new StoreException("data directory " + path + " has no file 'format' but holds "
                        + String.join(", ", others.subList(0, Math.min(3, others.size())))
                        + (others.size() > 3 ? " and more" : "")
                        + ": it is no hub's, or was not restored to its end; choose an empty directory with --data");
            }
        }
    }

    private static void requireHubs(Path path) {
        if (!Files.isDirectory(path)) {
            throw new StoreException("data directory " + path + " is not there: name a hub's with --data");
        }
        if (Stream.of("format", "journal", "hub.mv.db").noneMatch(name -> Files.exists(path.resolve(name)))) {
            throw new StoreException("data directory " + path + " is no hub's: it has neither format nor journal");
        }
    }

    private static void checkFormat(Path path) throws IOException {
        if (Files.exists(path.resolve("format"))) {
            requireFormat(path);
        } else {
            writeFormat(path);
        }
    }

    private static void requireFormat(Path path) throws IOException {
        requireNotNewer(path);
        String found = format(path);
        if (!found.equals(FORMAT)) {
            throw new StoreException("data directory " + path + " is of the format '" + found.strip()
                    + "', this hub reads '" + FORMAT.strip() + "': use the version of the hub that wrote it");
        }
    }

    private static void requireNotNewer(Path path) throws IOException {
        String found = format(path);
        Matcher version = FORMATS.matcher(found);
        if (version.matches() && Integer.parseInt(version.group(1)) > VERSION) {
            throw new StoreException("data directory " + path + " was written by a newer hub: its format is '"
                    + found.strip() + "', this hub reads '" + FORMAT.strip()
                    + "'; use the version of the hub that wrote it, or a newer one");
        }
    }

    /** What the file says, byte for byte; nothing if it is not there. */
    private static String format(Path path) throws IOException {
        Path format = path.resolve("format");
        return Files.exists(format) ? Files.readString(format, StandardCharsets.ISO_8859_1) : "";
    }

    /** Whether the file {@code format} says what a hub of this version has written. */
    public boolean formatIntact() {
        try {
            return format(path).equals(FORMAT);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whole or not at all: a hub that dies here must not leave a directory that no hub takes. */
    private static void writeFormat(Path path) throws IOException {
        Path draft = path.resolve("format.new");
        try (FileChannel file = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            file.write(ascii(FORMAT));
            file.force(true);
        }
        Files.move(draft, path.resolve("format"), StandardCopyOption.ATOMIC_MOVE);
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

    /** Where the registry of devices, users and tokens is, without the ending that H2 adds. */
    public Path registry() {
        return path.resolve("registry");
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
