package hub.benchmark;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.RecordedSet;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.data.SyntheticRecording;
import hub.benchmark.report.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every benchmark may be told. Paths are relative to the project's directory. */
final class RunOptions {

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Where data is written, for a while (default: ${DEFAULT-VALUE}).")
    Path work = Path.of("benchmarks/target/work");

    @Option(
            names = "--recorded",
            paramLabel = "FILE",
            description = "The recorded readings (default: ${DEFAULT-VALUE}).")
    Path recorded = Path.of("../shared/data/sds011_all.csv.gz");

    @Option(names = "--synthetic", description = "Takes a synthetic look-alike instead of the recorded readings.")
    boolean synthetic;

    @Option(
            names = "--scale-devices",
            paramLabel = "N",
            description = "Devices of the scale set (default: ${DEFAULT-VALUE}).")
    int scaleDevices = 1_000;

    @Option(
            names = "--scale-ticks",
            paramLabel = "N",
            description = "Ticks of ten seconds of the scale set (default: ${DEFAULT-VALUE}).")
    int scaleTicks = 8_640;

    /** The sets that size and queries are about. */
    enum Sets {
        RECORDED,
        SCALE,
        BOTH
    }

    @Option(
            names = "--sets",
            paramLabel = "SETS",
            description = "For size and queries: recorded, scale or both (default: ${DEFAULT-VALUE}).")
    Sets sets = Sets.BOTH;

    @Option(names = "--write", description = "Puts the table into the document of results, too.")
    boolean write;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "The document of results (default: ${DEFAULT-VALUE}).")
    Path results = Path.of("benchmarks/RESULTS.md");

    boolean wantsRecorded() {
        return sets != Sets.SCALE;
    }

    boolean wantsScale() {
        return sets != Sets.RECORDED;
    }

    /** The recorded readings, or what looks like them. */
    DataSet recordedSet() throws IOException {
        if (!synthetic) {
            return RecordedSet.read("recorded", recorded);
        }
        Path file = work.resolve("synthetic.csv.gz");
        if (!Files.exists(file)) {
            Progress.say("writing a synthetic recording");
            Files.createDirectories(work);
            SyntheticRecording.write(file);
        }
        return RecordedSet.read("synthetic look-alike of recorded", file);
    }

    /** The scale set, in full unless another size was asked for. */
    ScaleSet scaleSet() {
        return new ScaleSet(scaleDevices, scaleTicks);
    }

    /** A directory of that name with nothing in it. */
    Path fresh(String name) throws IOException {
        Path directory = work.resolve(name);
        delete(directory);
        return Files.createDirectories(directory);
    }

    /** Deletes a directory of {@link #fresh} with all that is in it, beside whoever still deletes files of their own there. */
    static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
