package hub.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How much a directory takes, measured now and then. */
public final class DiskUsage {

    private final Path directory;
    private volatile long bytes;
    private volatile long freeBytes;

    public DiskUsage(Path directory) {
        this.directory = directory;
    }

    /** Measures. Files that go meanwhile do not matter. */
    public void measure() {
        long[] sum = new long[1];
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("size of " + directory + " cannot be measured", e);
        }
        bytes = sum[0];
        // Not of a FileStore: that one reads the list of mounts each time.
        freeBytes = directory.toFile().getUsableSpace();
    }

    /** As last measured. */
    public long bytes() {
        return bytes;
    }

    /** What is free on the directory's disk, as last measured. */
    public long freeBytes() {
        return freeBytes;
    }
}
