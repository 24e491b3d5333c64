package hub.importing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be imported.
 *
 * @param note the file that says how far it is, while it is under way
 * @param what a file, a directory of files, or {@code -} for standard input
 * @param format of all files
 * @param rejected the file to write rows to that are left out
 * @param standardInput read if that is what is imported
 * @param sources the files that this is
 * @param nowMicros the time here, in µs since 1970
 */
public record ImportJob(
        Path note,
        String what,
        FileFormat format,
        Path rejected,
        InputStream standardInput,
        List<Source> sources,
        long nowMicros) {

    /** What stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    /**
     * Finds out which files are meant for the data of a hub that is stopped.
     *
     * @param data the hub's data directory
     * @throws ImportException if there are none
     */
    public static ImportJob of(
            Path data, String what, FileFormat format, Path rejected, InputStream standardInput, long nowMicros) {
        try {
            Path note = data.resolve("imports").resolve(Checkpoint.name(key(what, format)));
            return new ImportJob(note, what, format, rejected, standardInput, sources(what), nowMicros);
        } catch (IOException e) {
            throw new ImportException(what + " cannot be read: " + e, e);
        }
    }

    /**
     * Finds out which files are meant for a hub that runs. How far it is stands beside the rejected rows, in a hidden file.
     *
     * @throws ImportException if there are none
     */
    public static ImportJob into(
            URI hub, String what, FileFormat format, Path rejected, InputStream standardInput, long nowMicros) {
        try {
            Path note = rejected.resolveSibling(".import-" + Checkpoint.name(hub + " " + key(what, format)));
            return new ImportJob(note, what, format, rejected, standardInput, sources(what), nowMicros);
        } catch (IOException e) {
            throw new ImportException(what + " cannot be read: " + e, e);
        }
    }

    /** Where rows that are left out go by themselves: beside what is imported. */
    public static Path besides(String what) {
        if (what.equals(STANDARD_INPUT)) {
            return Path.of("stdin" + Rejected.ENDING);
        }
        Path path = Path.of(what).toAbsolutePath().normalize();
        return path.resolveSibling(path.getFileName() + Rejected.ENDING);
    }

    private static List<Source> sources(String what) throws IOException {
        if (what.equals(STANDARD_INPUT)) {
            return List.of(Source.STANDARD_INPUT);
        }
        Path path = Path.of(what);
        if (!Files.exists(path)) {
            throw new ImportException(what + " is not there");
        }
        if (!Files.isDirectory(path)) {
            return List.of(Source.of(path));
        }
        List<Source> sources = Source.in(path);
        if (sources.isEmpty()) {
            throw new ImportException(
                    "directory " + what
                            + " has no file to import: none ends in .csv, .ndjson, .jsonl, or one of these and .gz, or in .parquet");
        }
        return sources;
    }

    /** The same for the same files in the same format. */
    private static String key(String what, FileFormat format) {
        String place = what.equals(STANDARD_INPUT)
                ? what
                : Path.of(what).toAbsolutePath().normalize().toString();
        return format + " " + place;
    }

    /** How long all files are, packed as they are; 0 if that is not known. */
    long packedBytes() {
        return sources.stream().mapToLong(Source::size).sum();
    }
}
