package hub.simulator.client;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sequenced frames of one device that are not settled: the protocol's section "Delivery" as a data structure.
 *
 * <p>The window holds what was sent at least once, oldest first; its first {@code cursor} frames were sent on the
 * connection that lives now. Everything else waits, in order, and enters the window when it is sent. After a reconnect
 * the cursor goes back to 0, so the window's frames go out again before anything new does.
 */
final class Outbox {

    private static final int FIRST_WINDOW = 4;

    private final int maxWindow;
    private final int capacity;
    private @Nullable OutgoingFrame[] window;
    private int windowSize;
    private int cursor;
    private final ArrayDeque<OutgoingFrame> waiting = new ArrayDeque<>();

    /** The highest number that the hub said it has; a second replay of a file is covered by it from the start. */
    private long durable;

    /**
     * An empty outbox.
     *
     * @param maxWindow how many frames may be sent and unacknowledged
     * @param capacity how many frames it keeps in all
     */
    Outbox(int maxWindow, int capacity) {
        if (maxWindow < 1 || capacity < maxWindow) {
            throw new IllegalArgumentException("a window of " + maxWindow + " in a buffer of " + capacity);
        }
        this.maxWindow = maxWindow;
        this.capacity = capacity;
        this.window = new @Nullable OutgoingFrame[Math.min(FIRST_WINDOW, maxWindow)];
    }

    /** Whether the hub has that frame already, so that it need not be offered. */
    boolean isCovered(OutgoingFrame frame) {
        return frame.seq() <= durable;
    }

    /** Takes a frame to be sent. Returns the one that had to go for it, the oldest that was never sent, or null. */
    @Nullable OutgoingFrame offer(OutgoingFrame frame) {
        waiting.addLast(frame);
        return size() > capacity ? waiting.pollFirst() : null;
    }

    /** The next frame to send on this connection, or null if there is none or the window is full. */
    @Nullable OutgoingFrame next() {
        if (cursor < windowSize) {
            return at(cursor++);
        }
        if (windowSize == maxWindow || waiting.isEmpty()) {
            return null;
        }
        if (windowSize == window.length) {
            window = Arrays.copyOf(window, Math.min(maxWindow, 2 * windowSize));
        }
        OutgoingFrame frame = waiting.removeFirst();
        window[windowSize++] = frame;
        cursor++;
        return frame;
    }

    /** Settles what was sent on this connection up to that number. */
    void acknowledge(long seq, Consumer<OutgoingFrame> settled) {
        int count = 0;
        while (count < cursor && at(count).seq() <= seq) {
            count++;
        }
        settleOldest(count, settled);
    }

    /** Settles what the hub has from connections before, at the begin of a connection. */
    void resumeAfter(long seq, Consumer<OutgoingFrame> settled) {
        durable = Math.max(durable, seq);
        int count = 0;
        while (count < windowSize && at(count).seq() <= seq) {
            count++;
        }
        settleOldest(count, settled);
        while (!waiting.isEmpty() && waiting.getFirst().seq() <= seq) {
            settled.accept(waiting.removeFirst());
        }
    }

    /** Takes out a frame that the hub refused; null if it is not among those sent on this connection. */
    @Nullable OutgoingFrame refuse(long seq) {
        for (int i = 0; i < cursor; i++) {
            if (at(i).seq() == seq) {
                OutgoingFrame frame = at(i);
                remove(i, 1);
                return frame;
            }
        }
        return null;
    }

    /** The connection is gone: whatever is not settled will be sent again. */
    void rewind() {
        cursor = 0;
    }

    /** Takes out everything. */
    void clear(Consumer<OutgoingFrame> settled) {
        settleOldest(windowSize, settled);
        waiting.forEach(settled);
        waiting.clear();
    }

    /** How many frames are not settled. */
    int size() {
        return windowSize + waiting.size();
    }

    private void settleOldest(int count, Consumer<OutgoingFrame> settled) {
        for (int i = 0; i < count; i++) {
            settled.accept(at(i));
        }
        remove(0, count);
    }

    private void remove(int from, int count) {
        System.arraycopy(window, from + count, window, from, windowSize - from - count);
        Arrays.fill(window, windowSize - count, windowSize, null);
        windowSize -= count;
        cursor = Math.max(from, cursor - count);
    }

    private OutgoingFrame at(int index) {
        OutgoingFrame frame = window[index];
        if (frame == null) {
            throw new AssertionError("hole in the window at " + index);
        }
        return frame;
    }
}
