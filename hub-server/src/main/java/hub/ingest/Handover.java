package hub.ingest;

import java.util.ArrayList;
import java.util.List;

/** Hands items from many threads to one, which takes all that wait at once. Bounded by whoever adds. */
final class Handover<T> {

    private List<T> waiting = new ArrayList<>();
    private List<T> taken = new ArrayList<>();
    private boolean closed;

    synchronized void add(T item) {
        waiting.add(item);
        if (waiting.size() == 1) {
            notifyAll();
        }
    }

    /** All that waits, in order, at least one; empty once closed and emptied. Valid until the next call. */
    synchronized List<T> takeAll() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        List<T> all = waiting;
        taken.clear();
        waiting = taken;
        taken = all;
        return all;
    }

    /** Lets the taker go once it has taken all. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
