package hub.store.backup;

import hub.store.Directories;
import hub.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where a backup is written: under another name until it is whole and forced, so that a part of one is never taken for one. */
abstract class BackupTarget implements AutoCloseable {

    private final Path target;
    final Path partial;
    private boolean done;

    private BackupTarget(Path target, Path partial) {
        this.target = target;
        this.partial = partial;
    }

    /** Writes one file; the stream is not the caller's to close. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Begins a backup.
     *
     * @param target a zip file if it ends so, else a directory
     * @param bytes how many are going to be written, at most
     * @throws StoreException if there is something already, or too little room
     */
    static BackupTarget open(Path target, long bytes) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = Objects.requireNonNull(absolute.getParent(), "a backup is in a directory");
        Path partial = parent.resolve(absolute.getFileName() + ".partial");
        requireFree(absolute, partial);
        if (!Files.isDirectory(parent)) {
            throw new StoreException("the directory " + parent + ", where the backup is to be, is not there");
        }
        long free = Files.getFileStore(parent).getUsableSpace();
        if (free < bytes) {
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "the backup takes up to %,d bytes, and in %s there are %,d free: choose another place, or make room",
                    bytes,
                    parent,
                    free));
        }
        return absolute.toString().endsWith(".zip")
                ? new ZipTarget(absolute, partial)
                : new DirectoryTarget(absolute, partial);
    }

    private static void requireFree(Path target, Path partial) throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new StoreException(target + " is not empty: a backup never overwrites anything");
                }
            }
        } else if (Files.exists(target)) {
            throw new StoreException(target + " is there already: a backup never overwrites anything");
        }
        if (Files.exists(partial)) {
            throw new StoreException(
                    partial + " is what is left of a backup that did not come to its end: delete it first");
        }
    }

    abstract void add(String name, Content content) throws IOException;

    abstract void force() throws IOException;

    /** Everything is added: from now on the backup is there. */
    void finish() throws IOException {
        force();
        Files.deleteIfExists(target);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(Objects.requireNonNull(target.getParent(), "a backup is in a directory"));
        done = true;
    }

    /** Removes what is there of a backup that was not finished. */
    @Override
    public void close() throws IOException {
        if (!done && Files.exists(partial)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(partial)) {
                files = new ArrayList<>(all.toList());
            }
            Collections.reverse(files);
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** Writes a new file, and forces it. */
    static void write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static final class DirectoryTarget extends BackupTarget {

        DirectoryTarget(Path target, Path partial) throws IOException {
            super(target, partial);
            Files.createDirectories(partial.resolve("journal"));
        }

        @Override
        void add(String name, Content content) throws IOException {
            Path file = partial.resolve(name);
            write(file, content);
            if (Restore.isPrivate(name)) {
                Restore.keepPrivate(file);
            }
        }

        @Override
        void force() throws IOException {
            Directories.force(partial.resolve("journal"));
            Directories.force(partial);
        }
    }

    private static final class ZipTarget extends BackupTarget {

        private final FileChannel file;
        private final ZipOutputStream zip;

        ZipTarget(Path target, Path partial) throws IOException {
            super(target, partial);
            file = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // There are hashes of tokens in it.
            Restore.keepPrivate(partial);
            zip = new ZipOutputStream(Channels.newOutputStream(file));
            // Most of it is compressed already.
            zip.setLevel(Deflater.BEST_SPEED);
        }

        @Override
        void add(String name, Content content) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            content.writeTo(zip);
            zip.closeEntry();
        }

        @Override
        void force() throws IOException {
            zip.finish();
            file.force(true);
            file.close();
        }

        @Override
        public void close() throws IOException {
            file.close();
            super.close();
        }
    }
}
