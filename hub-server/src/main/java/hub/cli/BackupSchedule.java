package hub.cli;

import hub.ops.BackupOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where backups of a running hub go, and how often. */
final class BackupSchedule {

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            description = "Where operators may have backups made (POST /api/v1/backup). Default: nowhere.")
    @Nullable private Path directory;

    @Option(
            names = "--backup-every",
            paramLabel = "DURATION",
            defaultValue = "PT0S",
            description =
                    "How often the hub makes a backup there by itself, restores it beside itself and checks it; PT0S"
                            + " for never.")
    private Duration every = Duration.ZERO;

    @Option(names = "--backup-keep", paramLabel = "N", defaultValue = "7", description = "How many of these are kept.")
    private int keep;

    /** @throws IllegalArgumentException if something is out of range or does not go together */
    BackupOptions options() {
        return new BackupOptions(directory, every, keep);
    }
}
