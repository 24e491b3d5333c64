package hub.benchmark.store;

import hub.benchmark.data.FrameBatches;
import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.journal.JournalOptions;
import hub.store.AppliedEntry;
import hub.store.DataDirectory;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.StoreStatistics;
import hub.store.h2.H2ReadingStore;
import hub.store.h2.RegistryFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The storage of a hub, wired as {@code hub.Hub} does it: frames go into the journal, what is durable is applied to the
 * store, the store is folded, the journal trimmed. All of journal and store that the benchmarks touch is in here.
 */
public final class HubSystem implements AutoCloseable {

    /** As the hub has it. */
    private static final JournalOptions JOURNAL = JournalOptions.defaults().withSegmentBytes(16 << 20);

    /** As the hub has them: a million readings in memory are folded, and nothing is ever deleted. */
    public static final StoreOptions USUAL = StoreOptions.foldingAt(1_000_000);

    /** Folds only when told to, for what must not be disturbed by one. */
    public static final StoreOptions NO_FOLDS = StoreOptions.foldingAt(50_000_000);

    /** The thread that writes and forces the journal. */
    public static final String JOURNAL_THREAD = "hub-journal";

    private static final String DATABASE_NAME = "hub";

    private final DataDirectory directory;
    private final Journal journal;
    private final ReadingStore store;

    private HubSystem(DataDirectory directory, StoreOptions options) {
        this.directory = directory;
        this.journal = FileJournal.open(directory.journal(), JOURNAL);
        this.store = H2ReadingStore.open(directory.database(), options);
    }

    /** Opens or creates a data directory, which no hub has left with anything that is not folded. */
    public static HubSystem open(Path path, StoreOptions options) {
        return new HubSystem(DataDirectory.open(path), options);
    }

    /** Makes entries durable and gives them their positions; waits for the disk. */
    public List<AppliedEntry> journal(List<Entry.Readings> entries) {
        List<ByteBuffer> records = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            records.add(EntryCodec.encode(entry));
        }
        long[] positions = journalAll(records);
        List<AppliedEntry> durable = new ArrayList<>(positions.length);
        for (int i = 0; i < positions.length; i++) {
            durable.add(new AppliedEntry(positions[i], entries.get(i)));
        }
        return durable;
    }

    /** Makes one record durable; waits for the disk. From any thread. */
    public void journalOne(ByteBuffer record) {
        journalAll(List.of(record));
    }

    /** Makes records durable and gives their positions; waits for the disk. */
    private long[] journalAll(List<ByteBuffer> records) {
        DurableBatch batch = new DurableBatch(records.size());
        for (ByteBuffer entry : records) {
            journal.append(entry, batch);
        }
        return batch.await();
    }

    /** The record that the journal keeps of a frame. */
    public static ByteBuffer record(FrameBatches.Sent frame) {
        return EntryCodec.encode(frame.received());
    }

    /** Makes durable entries visible. By one thread only. */
    public void apply(List<AppliedEntry> durable) {
        store.apply(durable);
    }

    /** The way of frames from their arrival until they may be acknowledged. By one thread only. */
    public void take(List<FrameBatches.Sent> frames) {
        apply(journal(received(frames)));
    }

    /** Validates frames, as the hub does with what it has read from a socket. */
    public static List<Entry.Readings> received(List<FrameBatches.Sent> frames) {
        List<Entry.Readings> entries = new ArrayList<>(frames.size());
        for (FrameBatches.Sent frame : frames) {
            entries.add(frame.received());
        }
        return entries;
    }

    /** Moves what is in memory into chunks, and forgets it in the journal. By the thread that folds. */
    public void fold() {
        journal.trim(store.fold());
    }

    /** Whether so much is in memory that it is time to fold. */
    public boolean foldDue() {
        return store.foldDue();
    }

    /** Does one step of merging and deleting; whether there is more to do. By the thread that folds. */
    public boolean maintainOnce(long nowMicros) {
        return store.maintain(nowMicros);
    }

    /** Merges and deletes all that a running hub would. By the thread that folds. */
    public void maintain(long nowMicros) {
        while (store.maintain(nowMicros)) {
            // Each step is a transaction of its own.
        }
    }

    /** Makes a data directory that nobody has open as small as it can be, as the operator's command does. */
    public static void compact(Path path) {
        try (HubSystem system = open(path, USUAL)) {
            system.store.compact();
        }
        try (DataDirectory directory = DataDirectory.open(path)) {
            H2ReadingStore.rewrite(directory.database());
        }
    }

    /** What was done since it was opened. */
    public StoreStatistics statistics() {
        return store.statistics();
    }

    /** Where questions are put. */
    public ReadingStore store() {
        return store;
    }

    /** How long H2's file is. */
    public long databaseBytes() throws IOException {
        return databaseBytes(directory.path());
    }

    /** How long H2's file in a data directory is, open or not. */
    public static long databaseBytes(Path path) throws IOException {
        return Files.size(databaseFile(path));
    }

    /** How often H2 has stored to the file of a data directory, open or not: more often than it was told to commit. */
    public static long databaseStores(Path path) throws IOException {
        return H2Chunks.newest(databaseFile(path));
    }

    private static Path databaseFile(Path path) {
        return path.resolve(DATABASE_NAME + ".mv.db");
    }

    /**
     * What the chunks of a data directory hold; it must have been closed.
     *
     * @param chunks how many
     * @param readings in all of them
     * @param payloadBytes the bytes of all, without what H2 needs to keep them
     */
    public record Chunks(long chunks, long readings, long payloadBytes) {}

    /** The chunks of a data directory that has been closed. */
    public static Chunks chunks(Path path) throws SQLException {
        String url = "jdbc:h2:file:" + path.toAbsolutePath().resolve(DATABASE_NAME) + ";ACCESS_MODE_DATA=r";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*), SUM(CAST(readings AS BIGINT)), SUM(CAST(OCTET_LENGTH(payload) AS BIGINT))"
                                + " FROM chunk JOIN payload ON payload.id = chunk.id")) {
            row.next();
            return new Chunks(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** The journal of a hub that was killed before it has folded anything. */
    public static final class JournalOnly implements AutoCloseable {

        private final DataDirectory directory;
        private final Journal journal;

        private JournalOnly(Path path) {
            directory = DataDirectory.open(path);
            H2ReadingStore.open(directory.database(), StoreOptions.foldingAt(1)).close();
            RegistryFile.open(directory.registry()).close();
            journal = FileJournal.open(directory.journal(), JOURNAL);
        }

        /** Makes frames durable. */
        public void append(List<FrameBatches.Sent> frames) {
            DurableBatch batch = new DurableBatch(frames.size());
            frames.forEach(frame -> journal.append(record(frame), batch));
            batch.await();
        }

        @Override
        public void close() {
            journal.close();
            directory.close();
        }
    }

    /** A new data directory with databases in which nothing is, and a journal. */
    public static JournalOnly journalOnly(Path path) {
        return new JournalOnly(path);
    }

    @Override
    public void close() {
        journal.close();
        store.close();
        directory.close();
    }
}
