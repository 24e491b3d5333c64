package hub.store.h2;

import hub.store.AppliedEntry;
import hub.store.EventQuery;
import hub.store.SeriesSelection;
import hub.store.StoreException;
import hub.store.StoreOptions;
import hub.store.StoreStatistics;
import hub.store.h2.StoreSnapshot.SeriesSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in memory: catalogue, heads, which chunks there are, who reads.
 *
 * <p>One lock guards it. A question takes it only to note which chunks are visible and what the heads hold; heads grow at
 * their end only, so the note stays true while writes go on. A fold takes it twice: to set the head aside (it stays
 * visible), and, once its chunks are on stable storage, to show the chunks instead.
 */
final class StoreState {

    private final StoreOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();
    private final Catalogue catalogue;
    private final Head head;
    private final Pins pins;
    private final ReadCounters reads = new ReadCounters();
    private @Nullable FrozenHead frozen;
    private long appliedPosition;
    private StoreRow row;
    private long folds;
    private long foldFailures;
    private long commits;
    private long merged;
    private long expired;

    StoreState(StoreOptions options, Catalogue catalogue, StoreRow row, LongSupplier nanos) {
        this.options = options;
        this.catalogue = catalogue;
        this.row = row;
        this.appliedPosition = row.position();
        this.head = new Head(catalogue, row.events());
        this.pins = new Pins(nanos);
    }

    void apply(List<AppliedEntry> entries) {
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
        while (readings() >= options.room() * options.foldReadings()
                || bytes() >= options.room() * options.foldBytes()) {
            roomMade.awaitUninterruptibly();
        }
    }

    private long readings() {
        return head.readings() + (frozen == null ? 0 : frozen.readings());
    }

    private long bytes() {
        return head.bytes() + (frozen == null ? 0 : frozen.bytes());
    }

    boolean foldDue() {
        return locked(() -> readings() >= options.foldReadings() || bytes() >= options.foldBytes());
    }

    long appliedPosition() {
        return locked(() -> appliedPosition);
    }

    StoreRow row() {
        return locked(() -> row);
    }

    /** Sets the head aside, unless what an earlier fold failed to write still is. */
    @Nullable FrozenHead freeze() {
        lock.lock();
        try {
            if (frozen == null && !head.isEmpty()) {
                frozen = head.freeze(appliedPosition);
            }
            return frozen;
        } finally {
            lock.unlock();
        }
    }

    /** Shows the chunks of a head that was written in its place. */
    void folded(FrozenHead head, FoldWriter.Written written) {
        change(() -> {
            written.chunks().forEach((device, chunks) -> device.chunks = chunks);
            row = written.row();
            commits++;
            settle(head);
        });
    }

    private void settle(FrozenHead head) {
        for (FrozenHead.FrozenDevice device : head.devices()) {
            device.state().stored = true;
            device.added().forEach(series -> series.stored = true);
            device.readings().forEach(series -> series.state().frozen = null);
        }
        for (FrozenHead.FrozenErasure erasure : head.erased()) {
            erasure.state().stored = true;
            erasure.state().tombstone = true;
        }
        frozen = null;
        folds++;
        roomMade.signalAll();
    }

    /**
     * Takes over what a database holds that was opened again after an error: the transaction under way then may be in it or
     * not.
     *
     * @param chunks of each device, by its number
     * @throws StoreException if it is neither, so not the database that this store has written
     */
    void resume(StoreRow found, Map<Integer, DeviceChunks> chunks) {
        change(() -> {
            FrozenHead writing = frozen;
            boolean folded = writing != null && found.position() == writing.position();
            if (!folded && found.position() != row.position()) {
                throw new StoreException("the database is folded up to journal position " + found.position()
                        + ", it was up to " + row.position() + " before it was opened again");
            }
            List<ChunkRef> gone = new ArrayList<>();
            for (DeviceState device : catalogue.withChunks()) {
                DeviceChunks now = chunks.getOrDefault(device.number, DeviceChunks.NONE);
                gone.addAll(device.chunks.without(now));
                device.chunks = now;
            }
            pins.gone(gone);
            row = found;
            if (folded && writing != null) {
                settle(writing);
            }
        });
    }

    void foldFailed() {
        change(() -> foldFailures++);
    }

    /** Shows chunks in the place of others. */
    void replaced(List<Change> changes, List<ChunkMerge.Result> results, StoreRow now) {
        change(() -> {
            List<ChunkRef> gone = new ArrayList<>();
            for (ChunkMerge.Result result : results) {
                result.device().chunks = result.chunks();
                gone.addAll(result.removed());
            }
            pins.gone(gone);
            row = now;
            commits++;
            for (int i = 0; i < changes.size(); i++) {
                int replaced = results.get(i).removed().size();
                merged += changes.get(i).merges().isEmpty() ? 0 : replaced;
                expired += changes.get(i).merges().isEmpty() ? replaced : 0;
            }
        });
    }

    Pins.Deletable deletablePayloads(long maxBytes) {
        return locked(() -> pins.deletable(maxBytes));
    }

    /** Payloads that an earlier life of the store has left: nobody reads them. */
    void leftGarbage(List<Long> ids) {
        change(() -> pins.left(ids));
    }

    void payloadsDeleted(int count) {
        change(() -> {
            pins.deleted(count);
            commits++;
        });
    }

    List<DeviceState> devices() {
        return locked(() -> List.copyOf(catalogue.devices()));
    }

    /** Devices that are erased, also by their rows, and of which something else is left. */
    List<DeviceState> erased() {
        return locked(() -> {
            catalogue.erased().removeIf(DeviceState::isGone);
            return catalogue.erased().stream()
                    .filter(device -> device.tombstone)
                    .toList();
        });
    }

    /** Of each device, which is the newest event that is left of it. */
    void eventsErased(Map<DeviceState, Long> newest) {
        change(() -> {
            newest.forEach((device, event) -> device.lastEvent = event);
            commits++;
        });
    }

    List<SeriesState> seriesOf(DeviceState device) {
        return locked(() -> List.copyOf(device.series.values()));
    }

    /** Asks the catalogue something. */
    <T> T ask(Function<Catalogue, T> question) {
        return locked(() -> question.apply(catalogue));
    }

    StoreSnapshot snapshot(SeriesSelection selection, Database database) {
        return locked(() -> {
            List<SeriesSnapshot> series = new ArrayList<>();
            for (SeriesState state : catalogue.select(selection)) {
                series.add(new SeriesSnapshot(state.toRecord(), state.device.chunks, state.heads()));
            }
            Pins.Pin pin = pins.pin();
            return new StoreSnapshot(
                    series, new Payloads(database, reads), () -> change(() -> pins.unpin(pin)), QueryEvent.started());
        });
    }

    EventSnapshot events(EventQuery query) {
        return locked(() -> {
            List<StoredEvent> unfolded = new ArrayList<>(frozen == null ? List.of() : frozen.events());
            unfolded.addAll(head.events());
            return EventSnapshot.of(query, unfolded, catalogue, row.events());
        });
    }

    StoreStatistics statistics() {
        return locked(() -> new StoreStatistics(
                readings(),
                bytes(),
                row.chunks(),
                folds,
                foldFailures,
                head.duplicates(),
                commits,
                merged,
                expired,
                pins.waiting(),
                reads.chunks(),
                reads.columns()));
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
