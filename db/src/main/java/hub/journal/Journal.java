package hub.journal;

import java.nio.ByteBuffer;

/**
 * An ordered, durable log of opaque records.
 *
 * <p>Positions are byte offsets that only grow: a record's position is where it ends, so it is also where the next
 * one begins, and "everything before position p" is an exact prefix. Position 0 is the beginning of time.
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
     * @throws JournalClosedException if the journal is closed or has failed
     */
    void append(ByteBuffer record, AppendListener listener);

    /** Bytes appended that are not yet durable. Safe from any thread. */
    long pendingBytes();

    /** The position after the newest durable record. Safe from any thread. */
    long durablePosition();

    /** The position of the oldest record still kept: replaying from before it is an error. */
    long oldestPosition();

    /**
     * Reads every durable record after a position, oldest first. For the time before the first append.
     *
     * @param from a position handed out by this journal, at least {@link #oldestPosition()}
     * @return what was read, and what was found damaged
     */
    ReplayReport replay(long from, RecordHandler handler);

    /** Gives back the space of records that end at or before the position; some may stay. Safe from any thread. */
    void trim(long position);

    /** The cause if a write or a force has failed; from then on nothing is appended or acknowledged any more. */
    Health health();

    /** Makes durable what was appended, tells its listeners, and releases the files. */
    @Override
    void close();

    /** The longest record, 16 MiB: far above any frame, low enough that a damaged length shows. */
    int MAX_RECORD_BYTES = 16 << 20;

    /** Hears what became of one append. Runs on the journal's own thread: hand over, never block. */
    interface AppendListener {
        /** @param position the position after the record, which is now on stable storage with all before it */
        void durable(long position);

        /** The record is not known to be durable and never will be by this journal; nothing may be acknowledged. */
        void failed(Throwable cause);
    }

    /** Takes one record during a replay. */
    interface RecordHandler {
        /**
         * @param position the position after the record
         * @param record its bytes, valid only during the call
         */
        void record(long position, ByteBuffer record);
    }
}
