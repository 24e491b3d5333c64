package hub.journal;

import hub.journal.Journal.AppendListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands appends from any thread to the one that writes, a whole list at a time.
 *
 * <p>The lock is held for a few instructions only: to put one element, or to swap the list for an empty one. A thread
 * that puts wakes the writer only if it is asleep, which it never is under load.
 */
final class WaitingAppends {

    /** A record that waits, and after it was written the position after it. */
    static final class Append {
        final ByteBuffer record;
        final int length;
        final AppendListener listener;
        long end;

        Append(ByteBuffer record, AppendListener listener) {
            this.record = record;
            this.length = record.remaining();
            this.listener = listener;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private List<Append> waiting = new ArrayList<>();
    private List<Append> taken = new ArrayList<>();
    private boolean writerSleeps;
    private boolean closed;
    private @Nullable Throwable failure;
    private final AtomicLong pendingBytes = new AtomicLong();

    /** @throws JournalClosedException after {@link #close()}, and between {@link #fail} and {@link #goOn} */
    void put(Append append) {
        lock.lock();
        try {
            if (failure != null) {
                throw new JournalClosedException(failure);
            }
            if (closed) {
                throw new JournalClosedException();
            }
            waiting.add(append);
            pendingBytes.addAndGet(append.length);
            if (writerSleeps) {
                writerSleeps = false;
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for appends and takes all that there are; the list is valid until the next call.
     *
     * @return empty if closed and nothing waits
     */
    List<Append> take() throws InterruptedException {
        taken.clear();
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                writerSleeps = true;
                arrived.await();
            }
            List<Append> all = waiting;
            waiting = taken;
            taken = all;
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long, or until closed. Whether it is closed. */
    boolean awaitClose(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Says that so many bytes no longer wait, because they are durable. Called by the writer only. */
    void settled(long bytes) {
        pendingBytes.addAndGet(-bytes);
    }

    /** Bytes put and not settled. */
    long pendingBytes() {
        return pendingBytes.get();
    }

    /** Lets the writer take what waits, and nothing be put. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing be put any more and returns what waited; nothing is pending then. */
    List<Append> fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            pendingBytes.set(0);
            List<Append> all = waiting;
            waiting = new ArrayList<>();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Lets appends be put again. */
    void goOn() {
        lock.lock();
        try {
            failure = null;
        } finally {
            lock.unlock();
        }
    }
}
