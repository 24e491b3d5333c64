package hub.store.backup;

import hub.journal.Journal;
import hub.journal.JournalCopy;
import hub.store.DataDirectory;
import hub.store.Progress;
import hub.store.ReadingStore;
import hub.store.StoreException;
import hub.store.StoreImage;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes a copy of a hub's data that a hub can be started with.
 *
 * <p>Of a running hub the database is copied first, as it is at one moment, and then the journal from where that
 * database goes on up to the position that is durable by then. Nothing is trimmed meanwhile, so there is no gap, and
 * everything that was acknowledged before the journal's copy began is in it. A file that comes last says that it is
 * whole.
 */
public final class Backup {

    /** For the tokens, the format, and what is appended while the database is copied. */
    private static final long MARGIN_BYTES = 64 << 20;

    static final String DATABASE = "hub.mv.db";
    static final String JOURNAL = "journal/";
    static final String TOKENS = "tokens";
    static final String REGISTRY = "registry.mv.db";
    static final String FORMAT = "format";

    private final DataDirectory directory;
    private final Progress progress;
    private long done;
    private long total;

    private Backup(DataDirectory directory, Progress progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Copies the data of a running hub.
     *
     * @param registry the registry as it is when asked for, which is after the readings: who may send one is in it
     * @param target a zip file if it ends so, else a directory; must not be there, or be an empty directory
     * @return how many bytes were copied
     * @throws StoreException if there is something already, or it cannot be written; then there is no backup
     */
    public static long online(
            DataDirectory directory,
            Journal journal,
            ReadingStore store,
            Supplier<? extends StoreImage> registry,
            Path target,
            Progress progress) {
        try {
            return new Backup(directory, progress).online(journal, store, registry, target);
        } catch (IOException e) {
            throw new StoreException("the backup to " + target + " failed: " + e, e);
        }
    }

    /** The same for the data of a hub that has stopped. */
    public static long offline(DataDirectory directory, Path target, Progress progress) {
        try {
            return new Backup(directory, progress).offline(target);
        } catch (IOException e) {
            throw new StoreException("the backup to " + target + " failed: " + e, e);
        }
    }

    private long online(Journal journal, ReadingStore store, Supplier<? extends StoreImage> registry, Path target)
            throws IOException {
        Journal.Keep keep = journal.keep();
        try {
            long folded = store.foldedPosition();
            long bytes = Files.size(databaseFile());
            try (BackupTarget to = BackupTarget.open(target, plan(bytes, journal.durablePosition() - folded))) {
                try (StoreImage image = store.image()) {
                    add(to, DATABASE, image::copyTo);
                }
                addJournal(to, folded, journal.durablePosition());
                try (StoreImage image = registry.get()) {
                    add(to, REGISTRY, image::copyTo);
                }
                finish(to);
            }
        } finally {
            keep.close();
        }
        return done;
    }

    private long offline(Path target) throws IOException {
        Path database = databaseFile();
        long journal = JournalCopy.between(directory.journal(), 0, Long.MAX_VALUE).stream()
                .mapToLong(JournalCopy.Piece::bytes)
                .sum();
        long bytes = Files.exists(database) ? Files.size(database) : 0;
        try (BackupTarget to = BackupTarget.open(target, plan(bytes, journal))) {
            if (bytes > 0) {
                add(to, DATABASE, out -> Files.copy(database, out));
            }
            addJournal(to, 0, Long.MAX_VALUE);
            Path registry = Path.of(directory.registry() + ".mv.db");
            if (Files.exists(registry)) {
                add(to, REGISTRY, out -> Files.copy(registry, out));
            }
            finish(to);
        }
        return done;
    }

    private Path databaseFile() {
        return Path.of(directory.database() + ".mv.db");
    }

    private long plan(long database, long journal) {
        total = database + journal;
        return total + MARGIN_BYTES;
    }

    private void addJournal(BackupTarget to, long from, long until) throws IOException {
        List<JournalCopy.Piece> pieces = JournalCopy.between(directory.journal(), from, until);
        for (JournalCopy.Piece piece : pieces) {
            add(to, JOURNAL + piece.name(), out -> JournalCopy.copy(directory.journal(), piece, out));
        }
    }

    private void finish(BackupTarget to) throws IOException {
        Path tokens = directory.path().resolve(TOKENS);
        if (Files.exists(tokens)) {
            add(to, TOKENS, out -> Files.copy(tokens, out));
        }
        add(to, FORMAT, out -> Files.copy(directory.path().resolve(FORMAT), out));
        to.finish();
        progress.at("backup", done, done);
    }

    private void add(BackupTarget to, String name, BackupTarget.Content content) throws IOException {
        to.add(name, out -> content.writeTo(new Counted(out)));
    }

    /** Tells how far it is, and ends when its thread is to. */
    private final class Counted extends FilterOutputStream {

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            out.write(bytes, from, length);
            done += length;
            progress.at("backup", done, Math.max(done, total));
        }
    }
}
