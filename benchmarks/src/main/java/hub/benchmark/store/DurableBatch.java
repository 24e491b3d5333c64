package hub.benchmark.store;

import hub.journal.Journal;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Waits until the journal has made durable as many records as were announced. */
final class DurableBatch implements Journal.AppendListener {

    private final long[] positions;
    private final CountDownLatch all = new CountDownLatch(1);
    private int durable;
    private volatile @Nullable Throwable failure;

    DurableBatch(int records) {
        this.positions = new long[records];
    }

    @Override
    public void durable(long position) {
        positions[durable++] = position;
        if (durable == positions.length) {
            all.countDown();
        }
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
        all.countDown();
    }

    /** The positions of all records, in the order of their appends. */
    long[] await() {
        try {
            all.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the journal has failed", cause);
        }
        return positions;
    }
}
