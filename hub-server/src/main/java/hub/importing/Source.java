package hub.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file to import.
 *
 * @param path of the file; null for what comes over standard input
 * @param size in bytes, packed as it is; 0 if that is not known
 * @param modifiedMillis when it was changed last; 0 if that is not known
 */
public record Source(@Nullable Path path, long size, long modifiedMillis) {

    static final Source STANDARD_INPUT = new Source(null, 0, 0);

    private static final List<String> ENDINGS = List.of(".csv", ".ndjson", ".jsonl", ".parquet");

    static Source of(Path file) throws IOException {
        return new Source(
                file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }

    /** The files of a directory, and of those in it, that have the name of something to import; ascending by name. */
    static List<Source> in(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile)
                    .filter(Source::isNamedForImport)
                    .sorted()
                    .toList();
        }
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(of(file));
        }
        return sources;
    }

    private static boolean isNamedForImport(Path file) {
        String name =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return ENDINGS.stream().anyMatch(name::endsWith) && !name.endsWith(Rejected.ENDING);
    }

    /** What it is called in messages. */
    String name() {
        return path == null ? "standard input" : path.toString();
    }
}
