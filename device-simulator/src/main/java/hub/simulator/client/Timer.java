package hub.simulator.client;

/** Something to do later, on one {@link IoThread}. Made once and set again and again, so that it costs no garbage. */
public final class Timer {

    static final int NOT_SET = -1;

    private final TimerHeap heap;
    final Runnable task;
    long dueNanos;
    int index = NOT_SET;

    Timer(TimerHeap heap, Runnable task) {
        this.heap = heap;
        this.task = task;
    }

    /** Runs the task once at that time of the thread's nano clock, and no more at one set before. */
    public void set(long dueNanos) {
        heap.set(this, dueNanos);
    }

    /** Does not run the task. */
    public void cancel() {
        heap.remove(this);
    }

    /** Whether its task is still to run. */
    public boolean isSet() {
        return index != NOT_SET;
    }

    /** The time it was last set to. */
    public long dueNanos() {
        return dueNanos;
    }
}
