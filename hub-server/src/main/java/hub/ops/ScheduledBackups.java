package hub.ops;

import hub.store.DataDirectory;
import hub.store.Finding;
import hub.store.Progress;
import hub.store.StoreException;
import hub.store.backup.Restore;
import hub.store.check.DataCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backups by the clock. Each is restored beside itself and checked as the command {@code check} does, before older ones go:
 * a backup that nobody has ever read is none. One that is not sound stays, under a name that says so, and counts as failed.
 * Confined to the thread {@code hub-backup}, but for what is shown.
 */
public final class ScheduledBackups {

    private static final Logger log = LoggerFactory.getLogger(ScheduledBackups.class);

    private static final String PREFIX = "scheduled-";
    private static final String SUFFIX = ".zip";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'" + PREFIX + "'uuuu-MM-dd'T'HH-mm-ss'Z" + SUFFIX + "'")
            .withZone(ZoneOffset.UTC);

    /** After a failure it is tried again so soon, or after the whole time if that is shorter. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final Path directory;
    private final BackupOptions options;
    private final InstantSource clock;
    private final BackupHandler.Maker maker;
    private Instant due;
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable String failure;
    private final AtomicLong failures = new AtomicLong();
    private volatile long lastBytes;

    /**
     * Takes up what an earlier run has left: the next one is due when the newest there is old enough.
     *
     * @param directory where they go
     */
    public ScheduledBackups(Path directory, BackupOptions options, InstantSource clock, BackupHandler.Maker maker) {
        this.directory = directory;
        this.options = options;
        this.clock = clock;
        this.maker = maker;
        List<Path> earlier = all();
        if (!earlier.isEmpty()) {
            lastSuccess = madeAt(earlier.get(earlier.size() - 1));
        }
        Instant newest = lastSuccess;
        this.due = newest == null ? clock.instant() : newest.plus(options.every());
    }

    /** Makes one if it is time. To be called now and then. */
    public void runIfDue() {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return;
        }
        Path target = directory.resolve(NAME.format(now.truncatedTo(ChronoUnit.SECONDS)));
        try {
            Files.createDirectories(directory);
            lastBytes = maker.make(target, Progress.NONE);
            verify(target);
            log.info("backup {} is made and checked: {} bytes", target, lastBytes);
            lastSuccess = now;
            failure = null;
            due = now.plus(options.every());
            deleteOld();
        } catch (StoreException | IOException e) {
            failures.incrementAndGet();
            failure = target + ": " + e.getMessage();
            due = now.plus(options.every().compareTo(AGAIN) < 0 ? options.every() : AGAIN);
            log.error("backup {} failed; tried again at {}", target, due, e);
        }
    }

    /** One that cannot be used must not be taken for one that can, nor push an older one out. */
    private void verify(Path backup) throws IOException {
        Path copy = directory.resolve(backup.getFileName() + ".verifying");
        delete(copy);
        try {
            requireSound(backup, copy);
        } catch (StoreException e) {
            Path kept = backup.resolveSibling(backup.getFileName() + ".damaged");
            Files.move(backup, kept);
            throw new StoreException(e.getMessage() + "; it is kept as " + kept, e);
        } finally {
            delete(copy);
        }
    }

    /** Restores it beside itself and reads all of it. */
    private static void requireSound(Path backup, Path copy) {
        List<Finding> damages = new ArrayList<>();
        Restore.run(backup, copy, Progress.NONE);
        try (DataDirectory restored = DataDirectory.openExisting(copy)) {
            if (!DataCheck.run(restored, damages::add, Progress.NONE).sound()) {
                throw new StoreException("it is not sound: " + damages.get(0).what());
            }
        }
    }

    private void deleteOld() throws IOException {
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - options.keep()))) {
            Files.delete(old);
            log.info("backup {} goes, {} newer ones are kept", old, options.keep());
        }
    }

    /** Those by the clock, the oldest first; never what somebody else has put there. */
    private List<Path> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> madeAt(file) != null).sorted().toList();
        } catch (IOException e) {
            throw new StoreException("backups in " + directory + " cannot be listed: " + e, e);
        }
    }

    private static @Nullable Instant madeAt(Path file) {
        try {
            return NAME.parse(file.getFileName().toString(), LocalDateTime::from)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Why the last one is not there; empty if it is. */
    public Optional<String> warning() {
        return Optional.ofNullable(failure).map(cause -> "the last scheduled one failed: " + cause);
    }

    public long failures() {
        return failures.get();
    }

    /** When the newest that was found sound was begun, in s since 1970; 0 if there is none. */
    public double lastSuccessSeconds() {
        Instant last = lastSuccess;
        return last == null ? 0 : last.toEpochMilli() / 1e3;
    }

    /** Of the newest, also if it is not sound; 0 since a start until there is one. */
    public long lastBytes() {
        return lastBytes;
    }
}
