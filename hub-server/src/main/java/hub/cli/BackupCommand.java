package hub.cli;

import hub.store.DataDirectory;
import hub.store.backup.Backup;
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

/** {@code backup}: copies the data of a stopped hub. */
@Command(
        name = "backup",
        description = {
            "Copies the data of a stopped hub, to a zip file or into a directory of its own.",
            "A running hub makes a backup of itself: POST /api/v1/backup?name=NAME, see docs/operations.md."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class BackupCommand implements Callable<Integer> {

    @Spec
    @Nullable private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "The hub's data directory.")
    private Path data = Path.of("data");

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            required = true,
            description = "A zip file if it ends in .zip, else a directory. Nothing is ever overwritten.")
    private Path target = Path.of("backup");

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try (DataDirectory directory = DataDirectory.openExisting(data)) {
            long bytes = Backup.offline(directory, target, new ProgressLines(line.getErr()));
            line.getOut().println(String.format(Locale.ROOT, "%s: %,d bytes copied", target, bytes));
            return CommandLine.ExitCode.OK;
        }
    }
}
