package hub.simulator.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The files that make up a recording. */
public final class RecordingPaths {

    private static final int CHUNK_BYTES = 65_536;

    private RecordingPaths() {}

    /**
     * The files that are meant: a directory stands for its {@code .csv} and {@code .csv.gz} files, by name.
     *
     * @throws IOException if one does not exist or a directory has none
     */
    public static List<Path> expand(List<Path> given) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                files.addAll(recordingsIn(path));
            } else if (Files.exists(path)) {
                files.add(path);
            } else {
                throw new NoSuchFileException(path + ": no such file");
            }
        }
        return files;
    }

    /**
     * The epoch that goes with those files if the user names none: a checksum of their bytes, in their order. The same
     * files give the same epoch, so that a hub which has their frames drops them when they come again; a file that was
     * changed gives another, so that none of its rows is taken for the old one of the same number.
     */
    public static long epochOf(List<Path> files) throws IOException {
        CRC32 sum = new CRC32();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    sum.update(chunk, 0, count);
                }
            }
        }
        return sum.getValue();
    }

    private static List<Path> recordingsIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> recordings = entries.filter(Files::isRegularFile)
                    .filter(RecordingPaths::isNamedAsRecording)
                    .sorted()
                    .toList();
            if (recordings.isEmpty()) {
                throw new NoSuchFileException(directory + ": no .csv or .csv.gz in it");
            }
            return recordings;
        }
    }

    private static boolean isNamedAsRecording(Path file) {
        String name = file.toString();
        return name.endsWith(".csv") || name.endsWith(".csv.gz");
    }
}
