package hub.simulator.client;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one thread: a binary heap by due time in which every timer knows its place, so that setting one again
 * moves it instead of leaving a dead entry behind.
 */
final class TimerHeap {

    private @Nullable Timer[] heap = new @Nullable Timer[64];
    private int size;

    Timer newTimer(Runnable task) {
        return new Timer(this, task);
    }

    /** Nanoseconds until the next timer is due, 0 if one is; {@code Long.MAX_VALUE} if none is set. */
    long nanosToNext(long now) {
        return size == 0 ? Long.MAX_VALUE : Math.max(0, at(0).dueNanos - now);
    }

    /** Runs what is due. A task that sets a timer for the present or the past runs it in the next round. */
    void fire(long now) {
        // Bounded by what is set at the beginning: a timer that is always late must not keep the sockets waiting.
        for (int left = size; left > 0 && size > 0 && at(0).dueNanos - now <= 0; left--) {
            Timer due = at(0);
            remove(due);
            due.task.run();
        }
    }

    void set(Timer timer, long dueNanos) {
        timer.dueNanos = dueNanos;
        if (timer.index == Timer.NOT_SET) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            place(timer, size++);
        }
        siftUp(timer);
        siftDown(timer);
    }

    void remove(Timer timer) {
        int hole = timer.index;
        if (hole == Timer.NOT_SET) {
            return;
        }
        timer.index = Timer.NOT_SET;
        Timer last = at(--size);
        heap[size] = null;
        if (hole < size) {
            place(last, hole);
            siftUp(last);
            siftDown(last);
        }
    }

    private void siftUp(Timer timer) {
        while (timer.index > 0) {
            Timer parent = at((timer.index - 1) / 2);
            if (!isBefore(timer, parent)) {
                return;
            }
            swap(timer, parent);
        }
    }

    private void siftDown(Timer timer) {
        while (true) {
            int left = 2 * timer.index + 1;
            if (left >= size) {
                return;
            }
            Timer child = left + 1 < size && isBefore(at(left + 1), at(left)) ? at(left + 1) : at(left);
            if (!isBefore(child, timer)) {
                return;
            }
            swap(timer, child);
        }
    }

    private void swap(Timer a, Timer b) {
        int place = a.index;
        place(a, b.index);
        place(b, place);
    }

    private void place(Timer timer, int index) {
        heap[index] = timer;
        timer.index = index;
    }

    private Timer at(int index) {
        Timer timer = heap[index];
        if (timer == null) {
            throw new AssertionError("hole in the heap at " + index);
        }
        return timer;
    }

    /** By difference, since a nano clock may overflow. */
    private static boolean isBefore(Timer a, Timer b) {
        return a.dueNanos - b.dueNanos < 0;
    }
}
