package hub.cli;

import hub.Hub;
import hub.importing.FileFormat;
import hub.importing.Import;
import hub.importing.ImportException;
import hub.importing.ImportJob;
import hub.importing.ImportResult;
import hub.importing.RunningHub;
import hub.ingest.BulkStore;
import hub.ingest.Recovery;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.protocol.Timestamps;
import hub.store.DataDirectory;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code import}: stores what files say in the data of a stopped hub, or in a running hub. */
@Command(
        name = "import",
        description = {
            "Stores the readings of files in the data of a hub that is stopped, or with --url in a hub that runs: Sensor.Community's archive, joined stations, what"
                    + " the hub itself writes as CSV, NDJSON (each plain or gzip) and Parquet.",
            "Each row counts as sent now: it replaces the value that the same device, metric and time had. So a file may"
                    + " be imported again. An import that was interrupted goes on when the same command is given again.",
            "Exit code 0: all files were read to their ends, though rows may have been left out. 1: a file was not."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {

    static final int NOT_ALL = 1;

    /** Small enough that folding goes on beside reading from soon on. */
    private static final long FOLD_READINGS = 500_000;

    @Spec
    @Nullable private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR|-",
            description = "A file, a directory with files that end in .csv, .ndjson or .jsonl (or these and .gz) or"
                    + " .parquet, or - for standard input.")
    private String what = ImportJob.STANDARD_INPUT;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data directory of a hub that is stopped.")
    private Path data = Path.of("data");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A hub that runs, such as http://127.0.0.1:8080, instead of --data.")
    @Nullable private URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "An operator's token for --url. Better kept from other users of this machine: as HUB_TOKEN, or:")
    @Nullable private String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with an operator's token for --url.")
    @Nullable private Path tokenFile;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "csv, ndjson, parquet, or auto: what each file's beginning looks like.")
    private FileFormat format = FileFormat.AUTO;

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description = "Where rows that are left out are listed, with file, line and reason. Default: beside FILE or"
                    + " DIR, with .rejected.csv behind its name.")
    @Nullable private Path rejected;

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        long began = System.nanoTime();
        ImportResult result;
        try {
            result = run(new ImportLines(line.getErr()));
        } catch (ImportException e) {
            line.getErr().println(e.getMessage());
            return NOT_ALL;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        out.println(String.format(
                Locale.ROOT,
                "%,d files with %,d rows: %,d readings stored in %.1f s; %,d rows left out%s",
                result.files(),
                result.rows(),
                result.readings(),
                seconds,
                result.rejectedRows(),
                result.rejectedRows() == 0 ? "" : ", see " + result.rejected()));
        result.failures().forEach(line.getErr()::println);
        return result.failures().isEmpty() ? CommandLine.ExitCode.OK : NOT_ALL;
    }

    private ImportResult run(ImportLines progress) {
        URI hub = url;
        if (hub != null && !isDataGiven()) {
            return send(hub, progress);
        }
        try (DataDirectory directory = DataDirectory.open(data)) {
            return store(directory, progress);
        }
    }

    /** What the command line says goes before an address that stands in the environment for other commands. */
    private boolean isDataGiven() {
        ParseResult given = Objects.requireNonNull(spec).commandLine().getParseResult();
        boolean dataGiven = given.hasMatchedOption("--data");
        if (dataGiven && given.hasMatchedOption("--url")) {
            throw HubCommand.invalid(
                    Objects.requireNonNull(spec).commandLine(),
                    new IllegalArgumentException(
                            "--data is of a hub that is stopped, --url of one that runs: give one"));
        }
        return dataGiven;
    }

    private ImportResult send(URI hub, ImportLines progress) {
        try {
            String shown =
                    tokenFile == null ? token : Files.readString(tokenFile).strip();
            ImportJob job =
                    ImportJob.into(hub, what, format, rejectedRows(), System.in, Timestamps.micros(Instant.now()));
            return Import.run(job, new RunningHub(hub, shown), progress, System::nanoTime);
        } catch (IOException e) {
            throw new ImportException("the token cannot be read: " + e, e);
        }
    }

    private Path rejectedRows() {
        return rejected == null ? ImportJob.besides(what) : rejected;
    }

    private ImportResult store(DataDirectory directory, ImportLines progress) {
        ImportJob job = ImportJob.of(
                directory.path(), what, format, rejectedRows(), System.in, Timestamps.micros(Instant.now()));
        StoreOptions options = StoreOptions.foldingAt(FOLD_READINGS);
        try (Journal journal = FileJournal.open(directory.journal(), Hub.JOURNAL);
                H2ReadingStore store = H2ReadingStore.open(directory.database(), options)) {
            Recovery.run(journal, store, options, System::nanoTime);
            ImportResult result;
            try (BulkStore bulk = new BulkStore(store, options, journal::trim)) {
                result = Import.run(job, journal, store, bulk, progress, System::nanoTime);
            }
            journal.trim(store.fold());
            return result;
        }
    }
}
