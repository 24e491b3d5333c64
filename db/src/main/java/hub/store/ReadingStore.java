package hub.store;

import hub.entry.Event;
import hub.protocol.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of devices and their readings. Fed from the journal, in its order, by one thread; asked by any.
 *
 * <p>What was applied is seen by every question asked afterwards. What survives a crash is everything up to
 * {@link #foldedPosition()}; the rest is applied again from the journal.
 */
public interface ReadingStore extends AutoCloseable {

    /**
     * Applies journal entries. Entries at or before {@link #appliedPosition()} are passed over, and so are sequenced
     * frames that were applied before. By one thread only; waits while the store has no room for more.
     */
    void apply(List<AppliedEntry> entries);

    /** The journal position up to which entries are applied. */
    long appliedPosition();

    /** The journal position up to which nothing is needed from the journal any more. */
    long foldedPosition();

    /**
     * Moves what is in memory to stable storage, if there is anything. By one thread only.
     *
     * @return the position up to which the journal may be trimmed
     * @throws StoreException if it failed; nothing is lost and it may be tried again
     */
    long fold();

    /** Whether so much is in memory that it should be folded now. */
    boolean foldDue();

    /**
     * Does a little of what keeps the store small and fast, if there is any of it to do: merges small chunks, deletes
     * readings that are kept long enough and what is no longer needed. By the thread that folds.
     *
     * @param nowMicros the time that retention is reckoned from, in µs since 1970
     * @return whether there is more to do
     * @throws StoreException if it failed; nothing is lost and it may be tried again
     */
    boolean maintain(long nowMicros);

    /** Folds, merges all that can be merged, deletes all that can be deleted: for a store at rest. By the thread that folds. */
    void compact();

    /** Every device, ascending by name. */
    List<DeviceRecord> devices();

    /** The device of that name. */
    Optional<DeviceRecord> device(DeviceId device);

    /** Every series of the devices and metrics asked for, with its newest reading; ascending by device and metric. */
    List<SeriesRecord> series(SeriesSelection selection);

    /** The series of the devices and metrics asked for, with their readings as they are now. To be closed. */
    Snapshot snapshot(SeriesSelection selection);

    /** Events, ascending by number. */
    List<NumberedEvent> events(EventQuery query);

    /** The commands of each device that are open, in the order in which they were issued; no device without any. */
    Map<DeviceId, List<OpenCommand>> openCommands();

    /** The database as it is now, with what is folded. To be closed. */
    StoreImage image();

    /** What the store holds and has done. */
    StoreStatistics statistics();

    /** Folds what is left and releases the files. */
    @Override
    void close();

    /**
     * An event with the number that the store gave it: 1, 2, 3 … in the journal's order.
     *
     * @param number never used twice, also over restarts
     */
    record NumberedEvent(long number, Event event) {}
}
