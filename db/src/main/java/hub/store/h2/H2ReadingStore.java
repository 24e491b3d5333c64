package hub.store.h2;

import hub.protocol.DeviceId;
import hub.store.AppliedEntry;
import hub.store.DeviceRecord;
import hub.store.EventQuery;
import hub.store.OpenCommand;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.StoreException;
import hub.store.StoreImage;
import hub.store.StoreOptions;
import hub.store.StoreStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.h2.mvstore.MVStoreException;

/** The embedded reading store: the newest readings in memory, the rest as chunks in H2. */
public final class H2ReadingStore implements ReadingStore {

    private final Database database;
    private final StoreState state;
    private final StoreWriter writer;

    private H2ReadingStore(Database database, StoreOptions options, LongSupplier nanos, long maxMergeInput)
            throws SQLException {
        this.database = database;
        Catalogue catalogue = new Catalogue();
        try (Connection connection = database.reader()) {
            StoreRow row = new CatalogueLoader(connection, catalogue).load();
            this.state = new StoreState(options, catalogue, row, nanos);
            state.leftGarbage(StoreWriter.garbage(connection));
        }
        this.writer = new StoreWriter(database, state, options.retention(), maxMergeInput);
    }

    /**
     * Opens or creates a store.
     *
     * @param path of the database, without the ending that H2 adds
     * @throws StoreException if the database cannot be opened, or is damaged
     */
    public static H2ReadingStore open(Path path, StoreOptions options) {
        return open(
                Database.open(Database.FILE_SYSTEM, path, Database.settings(options.settling())),
                options,
                System::nanoTime,
                MergePlan.Limits.USUAL_INPUT);
    }

    static H2ReadingStore open(Database database, StoreOptions options, LongSupplier nanos, long maxMergeInput) {
        try {
            return new H2ReadingStore(database, options, nanos, maxMergeInput);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw new StoreException("database cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a database's file anew, with nothing in it but what is needed, and counts H2's chunks from 1 again. A crash
     * on the way leaves the old file or the new one. Takes as much room on the disk as the file, for a while.
     *
     * @param path without the ending that H2 adds; nobody has it open
     * @return the length of the file in bytes
     */
    public static long rewrite(Path path) {
        try {
            Path file = Path.of(path + ".mv.db");
            FileRecovery.rewrite(Database.FILE_SYSTEM, file);
            return Files.size(file);
        } catch (IOException | MVStoreException e) {
            throw new StoreException("database " + path + " cannot be written anew: " + e.getMessage(), e);
        }
    }

    /** Readings in chunks; of a series and time there may be several until chunks are merged. */
    public long storedReadings() {
        return state.ask(catalogue -> catalogue.devices().stream()
                .flatMap(device -> device.chunks.all().stream())
                .mapToLong(ChunkRef::readings)
                .sum());
    }

    @Override
    public void apply(List<AppliedEntry> entries) {
        state.apply(entries);
    }

    @Override
    public long appliedPosition() {
        return state.appliedPosition();
    }

    @Override
    public long foldedPosition() {
        return state.row().position();
    }

    @Override
    public boolean foldDue() {
        return state.foldDue();
    }

    @Override
    public long fold() {
        return writer.fold();
    }

    @Override
    public boolean maintain(long nowMicros) {
        return writer.maintain(nowMicros);
    }

    @Override
    public void compact() {
        fold();
        writer.mergeAll();
    }

    @Override
    public List<DeviceRecord> devices() {
        return state.ask(catalogue ->
                catalogue.devices().stream().map(DeviceState::toRecord).toList());
    }

    @Override
    public Optional<DeviceRecord> device(DeviceId device) {
        return state.ask(
                catalogue -> Optional.ofNullable(catalogue.find(device)).map(DeviceState::toRecord));
    }

    @Override
    public List<SeriesRecord> series(SeriesSelection selection) {
        return state.ask(catalogue ->
                catalogue.select(selection).stream().map(SeriesState::toRecord).toList());
    }

    @Override
    public Snapshot snapshot(SeriesSelection selection) {
        return state.snapshot(selection, database);
    }

    @Override
    public List<NumberedEvent> events(EventQuery query) {
        EventSnapshot snapshot = state.events(query);
        List<NumberedEvent> recent = snapshot.recent();
        int missing = query.limit() - recent.size();
        if (missing <= 0) {
            return recent.subList(-missing, recent.size());
        }
        try (Connection connection = database.reader();
                EventRows rows = new EventRows(connection, snapshot.folded(), snapshot.erased())) {
            List<NumberedEvent> all = new ArrayList<>(rows.newest(query, snapshot.newest(), missing));
            all.addAll(recent);
            return all;
        } catch (SQLException e) {
            throw new StoreException("events cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<DeviceId, List<OpenCommand>> openCommands() {
        return state.ask(Catalogue::openCommands);
    }

    @Override
    public StoreImage image() {
        return database.beginBackup();
    }

    @Override
    public StoreStatistics statistics() {
        return state.statistics();
    }

    @Override
    public void close() {
        try (database) {
            fold();
        }
    }
}
