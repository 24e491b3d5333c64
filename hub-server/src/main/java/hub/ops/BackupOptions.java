package hub.ops;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where backups go, and which the hub makes by itself.
 *
 * @param directory null if none are made
 * @param every how often one is made unasked; zero for never
 * @param keep how many of those are kept
 */
public record BackupOptions(@Nullable Path directory, Duration every, int keep) {

    public static final BackupOptions NONE = new BackupOptions(null, Duration.ZERO, 7);

    /** @throws IllegalArgumentException if something is out of range or does not go together */
    public BackupOptions {
        if (!every.isZero()) {
            if (directory == null) {
                throw new IllegalArgumentException("--backup-every needs --backup-dir");
            }
            if (every.compareTo(Duration.ofMinutes(1)) < 0 || every.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException(
                        "backup every " + every + " is not in PT1M..P366D, nor PT0S for never");
            }
        }
        if (keep < 1 || keep > 10_000) {
            throw new IllegalArgumentException("backups to keep " + keep + " is not in 1..10000");
        }
    }

    /** Whether the hub makes any by itself. */
    public boolean isScheduled() {
        return !every.isZero();
    }
}
