package hub.cli;

import hub.store.DataDirectory;
import hub.store.backup.Restore;
import hub.store.check.DataCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restore}: makes a data directory from a backup. */
@Command(
        name = "restore",
        description = {
            "Makes a new data directory from a backup, checks it, and says what it holds.",
            "Exit code 1: it could not be restored, or is damaged."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class RestoreCommand implements Callable<Integer> {

    @Spec
    @Nullable private CommandSpec spec;

    @Option(names = "--from", paramLabel = "BACKUP", required = true, description = "A backup: directory or zip file.")
    private Path backup = Path.of("backup");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The new data directory; must not be there, or be empty.")
    private Path data = Path.of("data");

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        ProgressLines progress = new ProgressLines(line.getErr());
        Restore.run(backup, data, progress);
        try (DataDirectory directory = DataDirectory.openDamaged(data)) {
            DataCheck.Report report =
                    DataCheck.run(directory, finding -> out.println(CheckCommand.toText(finding)), progress);
            out.println((report.sound() ? "restored and sound: " : "restored, but damaged: ") + Contents.of(report));
            return report.sound() ? CommandLine.ExitCode.OK : CheckCommand.DAMAGED;
        }
    }
}
