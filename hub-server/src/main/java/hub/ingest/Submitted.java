package hub.ingest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Entries that somebody waits for: on their way through the journal into the store. */
public final class Submitted {

    private static final long LOOK_MILLIS = 200;

    private final CountDownLatch open;
    private final BooleanSupplier over;
    private volatile @Nullable Throwable failure;

    /** @param over whether nothing more will ever be applied */
    Submitted(int entries, BooleanSupplier over) {
        this.open = new CountDownLatch(entries);
        this.over = over;
    }

    void applied() {
        open.countDown();
    }

    void failed(Throwable cause) {
        failure = cause;
        open.countDown();
    }

    /**
     * Waits until all of them are on stable storage and every question finds them.
     *
     * @return whether they are; if not, some may be
     */
    public boolean await() {
        try {
            while (!open.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (over.getAsBoolean()) {
                    return false;
                }
            }
            return failure == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
