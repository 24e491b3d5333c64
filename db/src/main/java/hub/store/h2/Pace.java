package hub.store.h2;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The pace of work for which nobody waits. On a machine with few processors the acknowledgements of devices wait for whoever
 * has one, and he has it for milliseconds unless he sleeps. So such work sleeps for a moment after each millisecond, unless
 * memory fills behind it. For one thread.
 */
final class Pace {

    private static final long WORK_NANOS = 1_000_000;
    private static final long PAUSE_NANOS = 50_000;

    private final BooleanSupplier hurried;
    private long since = System.nanoTime();

    /** @param hurried whether there is no time to pause */
    Pace(BooleanSupplier hurried) {
        this.hurried = hurried;
    }

    /** To be called between steps. */
    void breathe() {
        if (System.nanoTime() - since >= WORK_NANOS) {
            if (!hurried.getAsBoolean()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            since = System.nanoTime();
        }
    }
}
