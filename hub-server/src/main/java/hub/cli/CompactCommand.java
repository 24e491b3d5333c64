package hub.cli;

import hub.Hub;
import hub.ingest.Recovery;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.store.DataDirectory;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compact}: makes the data of a stopped hub as small as it can be. */
@Command(
        name = "compact",
        description = {
            "Makes the data of a stopped hub as small as it can be: takes over what the journal holds, merges chunks,"
                    + " and writes the database's file anew. Deletes no readings. Needs as much free space as the"
                    + " database takes; may be interrupted, and begun again, at any time."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class CompactCommand implements Callable<Integer> {

    private static final long FOLD_READINGS = 1_000_000;

    @Spec
    @Nullable private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "The hub's data directory.")
    private Path data = Path.of("data");

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        try (DataDirectory directory = DataDirectory.openExisting(data)) {
            Path file = Path.of(directory.database() + ".mv.db");
            long before = Files.exists(file) ? Files.size(file) : 0;
            requireRoom(before);
            out.println(String.format(Locale.ROOT, "database before: %,d bytes", before));
            long readings = merge(directory);
            line.getErr().println("writing the database's file anew");
            long after = H2ReadingStore.rewrite(directory.database());
            out.println(String.format(Locale.ROOT, "database after: %,d bytes", after));
            out.println(
                    readings == 0
                            ? "no readings"
                            : String.format(
                                    Locale.ROOT,
                                    "%,d readings, %.3f bytes a reading",
                                    readings,
                                    (double) after / readings));
            return CommandLine.ExitCode.OK;
        }
    }

    private void requireRoom(long bytes) throws IOException {
        long free = Files.getFileStore(data).getUsableSpace();
        if (free < bytes) {
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "compact needs %,d bytes free where %s is, and there are %,d: make room first",
                    bytes,
                    data,
                    free));
        }
    }

    /** How many readings there are. */
    private static long merge(DataDirectory directory) {
        StoreOptions options = StoreOptions.foldingAt(FOLD_READINGS);
        try (Journal journal = FileJournal.open(directory.journal(), Hub.JOURNAL);
                H2ReadingStore store = H2ReadingStore.open(directory.database(), options)) {
            Recovery.run(journal, store, options, System::nanoTime);
            store.compact();
            journal.trim(store.foldedPosition());
            return store.storedReadings();
        }
    }
}
