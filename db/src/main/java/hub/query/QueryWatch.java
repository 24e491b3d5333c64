package hub.query;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Ends a question that takes too long or is not wanted any more. Checked by its thread, cancelled by any. */
public final class QueryWatch {

    /** So many blocks of readings or rows go by between two looks at the clock: some 10 µs. */
    private static final int STEPS_PER_LOOK = 64;

    private final LongSupplier nanoClock;
    private final Duration limit;
    private final long startedAt;
    private int steps;
    private volatile boolean cancelled;

    /**
     * Begins to count.
     *
     * @param nanoClock monotonic, in nanoseconds from an arbitrary start
     * @param limit how long the question may take, until its last row has been asked for
     */
    public QueryWatch(LongSupplier nanoClock, Duration limit) {
        this.nanoClock = nanoClock;
        this.limit = limit;
        this.startedAt = nanoClock.getAsLong();
    }

    /** One that never ends a question by itself. */
    public static QueryWatch unlimited() {
        return new QueryWatch(() -> 0, Duration.ofNanos(Long.MAX_VALUE));
    }

    /** Ends the question soon, with a {@link QueryCancelledException} in its thread. */
    public void cancel() {
        cancelled = true;
    }

    /** To be called for each small piece of work; ends the question as {@link #check()} does. */
    public void step() {
        if (++steps >= STEPS_PER_LOOK) {
            check();
        }
    }

    /**
     * To be called before what may take long.
     *
     * @throws QueryCancelledException if nobody wants the answer any more
     * @throws QueryTimeoutException if it has taken too long
     */
    public void check() {
        steps = 0;
        if (cancelled) {
            throw new QueryCancelledException();
        }
        if (nanoClock.getAsLong() - startedAt > limit.toNanos()) {
            throw new QueryTimeoutException(limit);
        }
    }
}
