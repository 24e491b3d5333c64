package hub.store.backup;

import hub.store.Directories;
import hub.store.Progress;
import hub.store.StoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Brings a backup back into a directory of its own, forced; the file {@code format} comes last and makes it a hub's. */
public final class Restore {

    /** What a backup holds, and nothing else: a name never leads out of the directory. */
    private static final Pattern NAMES =
            Pattern.compile("(hub|registry)\\.mv\\.db|tokens|format|journal/[0-9]{19}\\.journal");

    private static final int FORMAT_LIMIT = 1_000;

    private final Path data;
    private final Progress progress;
    private byte[] format = {};
    private long files;
    private long done;

    private Restore(Path data, Progress progress) {
        this.data = data;
        this.progress = progress;
    }

    /**
     * Restores a backup.
     *
     * @param backup a directory or a zip file
     * @param data must not be there, or be empty
     * @throws StoreException if it is no backup, or not whole, or the directory holds something
     */
    public static void run(Path backup, Path data, Progress progress) {
        try {
            requireEmpty(data);
            if (!Files.exists(backup)) {
                throw new StoreException("there is no backup " + backup);
            }
            new Restore(data, progress).run(backup);
        } catch (IOException e) {
            throw new StoreException("the backup " + backup + " cannot be restored to its end: " + e, e);
        }
    }

    private static void requireEmpty(Path data) throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.list(data)) {
                Optional<Path> other =
                        files.filter(file -> !file.endsWith("lost+found")).findFirst();
                if (other.isPresent()) {
                    throw new StoreException("data directory " + data + " is not empty ("
                            + other.get().getFileName() + "): restore into a new one");
                }
            }
        }
    }

    private void run(Path backup) throws IOException {
        if (Files.isDirectory(backup)) {
            if (!Files.exists(backup.resolve(Backup.FORMAT))) {
                throw new StoreException(backup + " is no whole backup: it has no file 'format'");
            }
            fromDirectory(backup);
        } else {
            fromZip(backup);
        }
        if (format.length == 0) {
            throw new StoreException(backup + " is no whole backup: it has no file 'format'; what is in " + data
                    + " now is not to be used");
        }
        Directories.force(data.resolve("journal"));
        BackupTarget.write(data.resolve(Backup.FORMAT), out -> out.write(format));
        Directories.force(data);
    }

    private void begin() throws IOException {
        if (files++ == 0) {
            Files.createDirectories(data.resolve("journal"));
        }
    }

    private void fromDirectory(Path backup) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(backup)) {
            all = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : all) {
            String name = backup.relativize(file).toString().replace('\\', '/');
            try (InputStream in = Files.newInputStream(file)) {
                add(name, in);
            }
        }
    }

    private void fromZip(Path backup) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(backup)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                add(entry.getName(), zip);
            }
        }
    }

    private void add(String name, InputStream in) throws IOException {
        if (name.equals("lock")) {
            return; // Of a check of the backup.
        }
        if (!NAMES.matcher(name).matches()) {
            throw new StoreException("the backup holds '" + printable(name) + "', which no backup holds");
        }
        if (name.equals(Backup.FORMAT)) {
            format = in.readNBytes(FORMAT_LIMIT);
            return;
        }
        begin();
        Path file = data.resolve(name);
        BackupTarget.write(file, out -> {
            byte[] part = new byte[1 << 20];
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                out.write(part, 0, length);
                done += length;
                progress.at("restored", done, done);
            }
        });
        if (isPrivate(name)) {
            keepPrivate(file);
        }
    }

    private static String printable(String name) {
        return new String(name.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
                .replaceAll("\\p{Cntrl}", "?");
    }

    /** Whether there are hashes of tokens or passwords in it. */
    static boolean isPrivate(String name) {
        return name.equals(Backup.TOKENS) || name.equals(Backup.REGISTRY);
    }

    /** Nobody else is to read hashes of tokens. */
    static void keepPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
