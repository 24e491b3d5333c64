package hub.benchmark.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come. */
public final class Patience {

    private static final long POLL_NANOS = 20_000_000;

    private Patience() {}

    /** Something that may be so. */
    public interface Condition {
        /** Whether it is so now. */
        boolean holds() throws IOException;
    }

    /**
     * Looks again and again. How long it took, in nanoseconds.
     *
     * @throws IOException if it is not so in time
     */
    public static long until(String what, Duration limit, Condition condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IOException("not within " + limit + ": " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return System.nanoTime() - start;
    }

    /** Lets time pass. */
    public static void pass(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        until("time passes", time.plusSeconds(10), () -> System.nanoTime() >= end);
    }
}
