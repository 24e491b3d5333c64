package hub.sql;

import hub.query.QueryWatch;
import hub.sql.SqlStoppedException.Stop;
import org.jspecify.annotations.Nullable;

/** A statement under way, seen by its own thread and by whoever may end it. */
final class Run {

    /** So many rows go by between two looks. */
    private static final int STEPS_PER_LOOK = 256;

    private final QueryWatch watch = QueryWatch.unlimited();
    private volatile Deadline deadline;
    private volatile @Nullable Runnable release;
    private int steps;
    private volatile @Nullable Ended ended;
    private volatile @Nullable Runnable cancel;

    private record Deadline(long nanos, String why) {}

    private record Ended(Stop stop, String why) {}

    /**
     * One that has not begun.
     *
     * @param deadlineNanos of the clock that the watch looks at
     * @param why what is said of it then
     */
    Run(long deadlineNanos, String why) {
        this.deadline = new Deadline(deadlineNanos, why);
    }

    /** From now on it has another deadline. */
    void endsAt(long nanos, String why) {
        deadline = new Deadline(nanos, why);
    }

    /** What frees its thread if that waits for whoever takes the result. */
    synchronized void sending(Runnable released) {
        release = released;
        check();
    }

    /** Ends it if it is too late for it. */
    void look(long nanos) {
        Deadline now = deadline;
        if (nanos - now.nanos() > 0) {
            stop(Stop.TIMEOUT, now.why());
        }
    }

    /** Ends it soon; only the first reason counts. */
    synchronized void stop(Stop stop, String why) {
        if (ended == null) {
            ended = new Ended(stop, why);
        }
        watch.cancel();
        Runnable released = release;
        if (released != null) {
            released.run();
        }
        Runnable running = cancel;
        if (running != null) {
            running.run();
        }
    }

    boolean isStopped() {
        return ended != null;
    }

    /** From now on this ends what works on it, too. */
    synchronized void running(Runnable cancels) {
        cancel = cancels;
        check();
    }

    /** Nobody works on it any more. */
    synchronized void ran() {
        cancel = null;
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

    /** @throws SqlStoppedException if it is to end */
    void check() {
        Ended now = ended;
        if (now != null) {
            throw new SqlStoppedException(now.stop(), now.why());
        }
    }
}
