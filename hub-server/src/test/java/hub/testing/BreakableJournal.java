package hub.testing;

import hub.journal.Damage;
import hub.journal.Health;
import hub.journal.Journal;
import hub.journal.ReplayReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A real journal whose disk a test may hold up or break. */
public final class BreakableJournal implements Journal {

    private record Held(ByteBuffer record, AppendListener listener) {}

    private final IOException full = new IOException("no space left on device");

    private final Journal real;
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch blocked = new CountDownLatch(0);
    private volatile boolean holding;
    private volatile boolean broken;

    public BreakableJournal(Journal real) {
        this.real = real;
    }

    /** Whoever appends from now on waits for the latch. */
    public void block(CountDownLatch latch) {
        blocked = latch;
    }

    /** What is appended from now on waits before the disk. */
    public void hold() {
        holding = true;
    }

    /** How many records wait before the disk. */
    public int held() {
        return held.size();
    }

    /** Lets so many of them through. */
    public void release(int count) {
        for (int i = 0; i < count; i++) {
            Held next = Objects.requireNonNull(held.poll());
            real.append(next.record(), next.listener());
        }
    }

    /** Writes fail: nothing that waits and nothing that comes is durable, until {@link #repair}. */
    public void breakDown() {
        broken = true;
        holding = false;
        for (Held next = held.poll(); next != null; next = held.poll()) {
            fail(next.listener());
        }
    }

    /** There is space again. */
    public void repair() {
        broken = false;
    }

    private void fail(AppendListener listener) {
        listener.failed(full);
    }

    @Override
    public void append(ByteBuffer record, AppendListener listener) {
        try {
            blocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (broken) {
            fail(listener);
        } else if (holding) {
            held.add(new Held(record, listener));
        } else {
            real.append(record, listener);
        }
    }

    @Override
    public long pendingBytes() {
        return real.pendingBytes();
    }

    @Override
    public long durablePosition() {
        return real.durablePosition();
    }

    @Override
    public long oldestPosition() {
        return real.oldestPosition();
    }

    @Override
    public ReplayReport replay(long from, RecordHandler handler) {
        return real.replay(from, handler);
    }

    @Override
    public void trim(long position) {
        real.trim(position);
    }

    @Override
    public Keep keep() {
        return real.keep();
    }

    @Override
    public void noteReported(Damage damage) {
        real.noteReported(damage);
    }

    @Override
    public Health health() {
        return broken ? new Health.Unwritable(full, Instant.EPOCH) : real.health();
    }

    @Override
    public void close() {
        real.close();
    }
}
