package hub.cli;

import hub.Hub;
import hub.history.Export;
import hub.ingest.Recovery;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.protocol.Timestamps;
import hub.quality.QaRules;
import hub.registry.PublishedStore;
import hub.registry.Registry;
import hub.store.DataDirectory;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: writes readings of a stopped hub into files. */
@Command(
        name = "export",
        description = {
            "Writes readings of a stopped hub, raw or in buckets, into a file, or all of them into a file a day.",
            "The parameters are those of GET /api/v1/readings, such as: metric=pm2_5 from=-7d step=PT1H fn=avg"
                    + " format=ndjson (docs/http-api.md). Nothing is ever overwritten."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    private static final long FOLD_READINGS = 1_000_000;

    @Spec
    @Nullable private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME=VALUE",
            description = "What to export; all raw readings without any.")
    private List<String> parameters = List.of();

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "The hub's data directory.")
    private Path data = Path.of("data");

    @Option(
            names = "--qa-ranges",
            paramLabel = "RANGES",
            defaultValue = "",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "As of serve; for qa=flag and qa=exclude.")
    private String qaRanges = "";

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Mixin
    @Nullable ConfigFile config;

    /** One of the two. */
    static final class Target {

        @Option(names = "--out", paramLabel = "FILE", description = "The file to write; gzip if its name ends in .gz.")
        @Nullable Path file;

        @Option(
                names = "--by-day",
                paramLabel = "DIR",
                description = "A new or empty directory, for a file with the raw readings of each day (UTC):"
                        + " 2019/05/2019-05-06.csv.gz.")
        @Nullable Path days;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        StoreOptions options = StoreOptions.foldingAt(FOLD_READINGS);
        try (DataDirectory directory = DataDirectory.openExisting(data);
                Journal journal = FileJournal.open(directory.journal(), Hub.JOURNAL);
                H2ReadingStore store = H2ReadingStore.open(directory.database(), options);
                Registry registry = Registry.open(directory.registry(), () -> Timestamps.micros(Instant.now()))) {
            Recovery.run(journal, store, options, System::nanoTime);
            PublishedStore known = new PublishedStore(store, registry.devices(), true);
            line.getOut().println(run(known, new ExportLines(line.getErr())));
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw HubCommand.invalid(line, e);
        } catch (FileAlreadyExistsException e) {
            line.getErr().println(e.getFile() + " is there already: choose another name, or remove it");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private String run(ReadingStore store, ExportLines progress) throws IOException {
        long now = Timestamps.micros(Instant.now());
        QaRules rules = QaRules.parse(qaRanges);
        if (target.days != null) {
            requireEmpty(target.days);
            Export export = Export.byDay(store, rules, parameters, now, progress);
            int files = export.writeDays(target.days);
            return String.format(Locale.ROOT, "%s: %,d rows in %,d files", target.days, export.rows(), files);
        }
        Path file = Objects.requireNonNull(target.file);
        long rows = write(file, Export.of(store, rules, parameters, now, progress));
        return String.format(Locale.ROOT, "%s: %,d rows, %,d bytes", file, rows, Files.size(file));
    }

    /** It has its name once it is whole. */
    private static long write(Path file, Export export) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        long rows;
        try (OutputStream raw = Files.newOutputStream(
                        partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = file.toString().endsWith(".gz")
                        ? new GZIPOutputStream(raw, 64 * 1024)
                        : new BufferedOutputStream(raw)) {
            rows = export.write(out);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        return rows;
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new FileAlreadyExistsException(directory + " with something in it");
            }
        }
    }
}
