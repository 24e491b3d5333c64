package hub.sql;

import hub.query.QueryWatch;
import hub.sql.SqlStoppedException.Stop;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A statement under way, seen by its own thread and by whoever may end it. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    /** So many rows go by between two looks. */
    private static final int STEPS_PER_LOOK = 256;

    /** How long it waits before it looks whether there is budget again. */
    private static final long WAIT_MILLIS = 10;

    private final long deadlineNanos;
    private final PauseBudget budget;
    private final QueryWatch watch = QueryWatch.unlimited();
    private volatile long threadId;
    private volatile long allocatedBefore;
    private volatile @Nullable Runnable release;
    private volatile long waitedMillis;
    private int steps;
    private long leastInUse = Long.MAX_VALUE;
    private volatile @Nullable Ended ended;
    private volatile @Nullable Statement statement;

    private record Ended(Stop stop, String why) {}

    /**
     * One that has not begun.
     *
     * @param deadlineNanos of the clock that the watch looks at
     * @param budget of all statements
     */
    Run(long deadlineNanos, PauseBudget budget) {
        this.deadlineNanos = deadlineNanos;
        this.budget = budget;
    }

    /**
     * From now on it is this thread's.
     *
     * @param allocated what the thread has allocated before
     */
    void begin(long allocated) {
        threadId = Thread.currentThread().getId();
        allocatedBefore = allocated;
    }

    /** The least memory that was in use while it ran, in bytes, now that so much is. Of one thread. */
    long leastInUse(long inUse) {
        leastInUse = Math.min(leastInUse, inUse);
        return leastInUse;
    }

    long allocatedBefore() {
        return allocatedBefore;
    }

    /** What frees its thread if that waits for whoever takes the result. */
    synchronized void sending(Runnable released) {
        release = released;
        check();
    }

    /** The thread that works on it. */
    long threadId() {
        return threadId;
    }

    boolean isOverdue(long nanos) {
        return nanos - deadlineNanos > 0;
    }

    /** Ends it soon; only the first reason counts. */
    synchronized void stop(Stop stop, String why) {
        if (ended == null) {
            ended = new Ended(stop, why);
        }
        notifyAll();
        watch.cancel();
        Runnable released = release;
        if (released != null) {
            released.run();
        }
        Statement running = statement;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                log.warn("a statement cannot be cancelled; it ends at its next row", e);
            }
        }
    }

    boolean isStopped() {
        return ended != null;
    }

    /** From now on the database is told, too. */
    synchronized void running(Statement now) {
        statement = now;
        check();
    }

    /** The database is done with it. */
    synchronized void ran() {
        statement = null;
    }

    /** What is told to parts of the store. */
    QueryWatch watch() {
        return watch;
    }

    /** To be called for each row. */
    void step() {
        if (++steps >= STEPS_PER_LOOK) {
            steps = 0;
            check();
        }
    }

    /**
     * Waits while the budget is spent.
     *
     * @throws SqlStoppedException if it is to end
     */
    void check() {
        if (budget.isSpent()) {
            awaitBudget();
        }
        Ended now = ended;
        if (now != null) {
            throw new SqlStoppedException(now.stop(), now.why());
        }
    }

    private synchronized void awaitBudget() {
        try {
            while (ended == null && budget.isSpent()) {
                wait(WAIT_MILLIS);
                waitedMillis += WAIT_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(Stop.CANCELLED, "the hub stops");
        }
    }

    /** For how long it waited for budget, in about milliseconds. */
    long waitedMillis() {
        return waitedMillis;
    }
}
