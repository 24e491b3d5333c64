package hub.journal;

import java.nio.ByteBuffer;

/**
 * An ordered, durable log of opaque records.
 *
 * <p>Positions are byte offsets that only grow: a record's position is where it ends, and "everything before position
 * p" is an exact prefix. The next record begins there or, after a damaged tail was cut, further on: a position that was
 * handed out never comes to mean other data. Position 0 is the beginning of time.
 */
public interface Journal extends AutoCloseable {

    /**
     * Appends a record. Returns at once; the listener hears of it, in the order of the calls, once it is on stable
     * storage. Safe from any thread, never blocks on the disk.
     *
     * <p>The number of bytes waiting is not limited here: whoever appends watches {@link #pendingBytes()} and stops
     * taking in more when it grows too large.
     *
     * @param record 1 to {@link #MAX_RECORD_BYTES} bytes from its position to its limit; must not change until the
     *     listener has heard of it
     * @throws IllegalArgumentException if the record is empty or too long
     * @throws JournalClosedException if the journal is closed, or has failed, be it for good or for now
     */
    void append(ByteBuffer record, AppendListener listener);

    /** Bytes of records appended that are not yet durable; 0 after a failure. Safe from any thread. */
    long pendingBytes();

    /** The position after the newest durable record, or where the next will begin. Safe from any thread. */
    long durablePosition();

    /** Where the oldest record still kept begins: replaying from before it is an error. Safe from any thread. */
    long oldestPosition();

    /**
     * Reads every record after a position that was durable at the call, oldest first. For the time before the first
     * append, but right at any time at which nothing is trimmed.
     *
     * @param from a position handed out by this journal, {@link #oldestPosition()} to {@link #durablePosition()}
     * @return what was read, and what was found damaged
     * @throws JournalException if the position is outside that range (so the journal has lost what another store has
     *     taken over from it, or is not the one) or inside a record, or if the journal cannot be read
     */
    ReplayReport replay(long from, RecordHandler handler);

    /**
     * Gives back the space of records that end at or before the position; some may stay. Safe from any thread, and may
     * block on the disk.
     *
     * @throws JournalException if the space cannot be given back; the records may or may not be there after reopening
     */
    void trim(long position);

    /** Keeps all records that are there from being trimmed until it is closed; the next trim makes up for it. */
    Keep keep();

    /** Remembers, over restarts too, that a damage that a replay has found needs to be reported no more. */
    void noteReported(Damage damage);

    /**
     * Whether appends are taken. Once one has failed none is, and nothing is acknowledged: for good if a force has failed,
     * until writing works again if only a write has. Before appends are taken again, every listener whose append has
     * failed has been told.
     */
    Health health();

    /** Makes durable what was appended, tells its listeners, and releases the files. Closing again does nothing. */
    @Override
    void close();

    /** The longest record, 16 MiB: far above any frame, low enough that a damaged length shows. */
    int MAX_RECORD_BYTES = 16 << 20;

    /** Hears what became of one append. Runs on the journal's own thread: hand over, never block. */
    interface AppendListener {
        /**
         * The record is on stable storage, with all before it.
         *
         * @param position the position after the record
         */
        void durable(long position);

        /** The record is not known to be durable and never will be by this journal; nothing may be acknowledged. */
        void failed(Throwable cause);
    }

    /** While it is open nothing is trimmed. */
    interface Keep extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes one record during a replay. */
    interface RecordHandler {
        /**
         * Takes the next record.
         *
         * @param position the position after the record
         * @param record its bytes, valid only during the call
         */
        void record(long position, ByteBuffer record);
    }
}
