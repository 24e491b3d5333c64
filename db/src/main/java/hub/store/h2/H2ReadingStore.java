package hub.store.h2;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.store.AppliedEntry;
import hub.store.DeviceRecord;
import hub.store.EventQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.StoreException;
import hub.store.StoreStatistics;
import hub.store.TimeRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The embedded reading store.
 *
 * <p>One lock guards catalogue and heads. A query takes it only to note which chunks are visible and what the heads
 * hold; heads grow at their end only, so the note stays true while writes go on. A fold takes it twice: to set the
 * head aside (it stays visible), and, once its chunks are on stable storage, to show the chunks instead.
 */
public final class H2ReadingStore implements ReadingStore {

    private final Database database;
    private final long maxHeadReadings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();
    private final Catalogue catalogue = new Catalogue();
    private final Head head;
    private @Nullable FrozenHead frozen;
    private long appliedPosition;
    private long foldedPosition;
    private long lastChunk;
    private long lastFoldedEvent;
    private long folds;
    private long foldFailures;

    private H2ReadingStore(Database database, long maxHeadReadings) throws SQLException {
        this.database = database;
        this.maxHeadReadings = maxHeadReadings;
        try (Connection connection = database.reader()) {
            new CatalogueLoader(connection, catalogue).load();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT position, last_chunk, last_event FROM fold")) {
                row.next();
                foldedPosition = row.getLong(1);
                appliedPosition = foldedPosition;
                lastChunk = row.getLong(2);
                lastFoldedEvent = row.getLong(3);
            }
        }
        this.head = new Head(catalogue, lastFoldedEvent);
    }

    /**
     * Opens or creates a store.
     *
     * @param path of the database, without the ending that H2 adds
     * @param maxHeadReadings how many readings may be in memory before {@link #apply} waits for a fold
     * @throws StoreException if the database cannot be opened
     */
    public static H2ReadingStore open(Path path, long maxHeadReadings) {
        return open(Database.open(path), maxHeadReadings);
    }

    static H2ReadingStore open(Database database, long maxHeadReadings) {
        try {
            return new H2ReadingStore(database, maxHeadReadings);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw new StoreException("database cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void apply(List<AppliedEntry> entries) {
        lock.lock();
        try {
            for (AppliedEntry entry : entries) {
                if (entry.position() > appliedPosition) {
                    awaitRoom();
                    head.apply(entry.entry());
                    appliedPosition = entry.position();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A full head waits for the fold under way; whoever folds sees to it that there is one. */
    private void awaitRoom() {
        while (head.readings() + (frozen == null ? 0 : frozen.readings()) >= maxHeadReadings) {
            roomMade.awaitUninterruptibly();
        }
    }

    @Override
    public long fold() {
        long applied = appliedPosition();
        // Twice if an earlier fold failed: what that one left comes first, then what was applied since.
        for (FrozenHead next = freeze(); next != null; next = foldedPosition() < applied ? freeze() : null) {
            write(next);
        }
        return foldedPosition();
    }

    /** Sets the head aside, unless what an earlier fold failed to write still is. */
    private @Nullable FrozenHead freeze() {
        lock.lock();
        try {
            if (frozen == null && !head.isEmpty()) {
                frozen = head.freeze(appliedPosition, lastChunk + 1);
            }
            return frozen;
        } finally {
            lock.unlock();
        }
    }

    /** Writes a head that was set aside; after a failure it stays where it is, visible, until the next fold. */
    private void write(FrozenHead writing) {
        try {
            long newLastChunk = database.commitDurably(connection -> new FoldWriter(connection, writing).write());
            change(() -> show(writing, newLastChunk));
        } catch (RuntimeException e) {
            change(() -> foldFailures++);
            throw e;
        }
    }

    private void show(FrozenHead written, long newLastChunk) {
        written.series().forEach(series -> series.state().frozen = null);
        lastChunk = newLastChunk;
        lastFoldedEvent = written.lastEvent();
        foldedPosition = written.position();
        frozen = null;
        folds++;
        roomMade.signalAll();
    }

    @Override
    public long appliedPosition() {
        return locked(() -> appliedPosition);
    }

    @Override
    public long foldedPosition() {
        return locked(() -> foldedPosition);
    }

    @Override
    public List<DeviceRecord> devices() {
        return locked(
                () -> catalogue.devices().stream().map(DeviceState::toRecord).toList());
    }

    @Override
    public Optional<DeviceRecord> device(DeviceId device) {
        return locked(() -> Optional.ofNullable(catalogue.find(device)).map(DeviceState::toRecord));
    }

    @Override
    public List<SeriesRecord> series(SeriesSelection selection) {
        return locked(() ->
                catalogue.select(selection).stream().map(SeriesState::toRecord).toList());
    }

    @Override
    public ReadingCursor readings(SeriesSelection selection, TimeRange range) {
        Snapshot snapshot = locked(() -> snapshot(selection));
        ChunkRows chunks = new ChunkRows(database, snapshot.lastChunk());
        List<SeriesSnapshot> series = snapshot.series();
        List<List<ChunkRows.Ref>> refs =
                chunks.find(series.stream().map(one -> one.row().number()).toList(), range);
        List<SeriesCursor> cursors = new ArrayList<>(series.size());
        for (int i = 0; i < series.size(); i++) {
            SeriesSnapshot one = series.get(i);
            cursors.add(new SeriesCursor(i, one.row(), range, chunks, refs.get(i), one.heads()));
        }
        return new MergedCursor(cursors);
    }

    /** What one query sees. */
    private record Snapshot(long lastChunk, List<SeriesSnapshot> series) {}

    private record SeriesSnapshot(SeriesRecord row, List<SeriesHead.View> heads) {}

    private Snapshot snapshot(SeriesSelection selection) {
        List<SeriesSnapshot> series = catalogue.select(selection).stream()
                .map(state -> new SeriesSnapshot(state.toRecord(), state.heads()))
                .toList();
        return new Snapshot(lastChunk, series);
    }

    @Override
    public List<NumberedEvent> events(EventQuery query) {
        EventSnapshot snapshot = locked(() -> eventSnapshot(query));
        List<NumberedEvent> recent = snapshot.recent();
        int missing = query.limit() - recent.size();
        if (missing <= 0) {
            return recent.subList(-missing, recent.size());
        }
        try (Connection connection = database.reader()) {
            List<NumberedEvent> all = new ArrayList<>(
                    EventRows.read(connection, query, snapshot.devices(), missing, snapshot.lastFolded()));
            all.addAll(recent);
            return all;
        } catch (SQLException e) {
            throw new StoreException("events cannot be read: " + e.getMessage(), e);
        }
    }

    /** What one query for events sees. */
    private record EventSnapshot(long lastFolded, List<NumberedEvent> recent, List<Integer> devices) {}

    private EventSnapshot eventSnapshot(EventQuery query) {
        Stream<NumberedEvent> writing = frozen == null ? Stream.empty() : frozen.events().stream();
        List<NumberedEvent> recent = Stream.concat(writing, head.events().stream())
                .filter(event -> fits(event.event(), query))
                .toList();
        List<Integer> devices = query.devices().stream()
                .map(catalogue::find)
                .filter(Objects::nonNull)
                .map(device -> device.number)
                .toList();
        return new EventSnapshot(lastFoldedEvent, recent, devices);
    }

    private static boolean fits(Event event, EventQuery query) {
        return query.range().contains(event.timeMicros())
                && (query.devices().isEmpty()
                        || event.device().map(query.devices()::contains).orElse(false));
    }

    @Override
    public StoreStatistics statistics() {
        return locked(() -> new StoreStatistics(
                head.readings() + (frozen == null ? 0 : frozen.readings()), folds, foldFailures, head.duplicates()));
    }

    @Override
    public void close() {
        try (database) {
            fold();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
