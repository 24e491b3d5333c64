package hub;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for other threads at the hub's end, when nothing is left that could tell. */
final class Waiting {

    private static final long LOOK_EVERY_NANOS = 1_000_000;

    private Waiting() {}

    /** Returns when the condition holds, or after the timeout. */
    static void until(BooleanSupplier condition, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
