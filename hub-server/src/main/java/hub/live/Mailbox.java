package hub.live;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the feed's thread has to do, in order. Tasks always fit; batches of readings only as long as few enough wait:
 * beyond that they are left out and the next taker is told so.
 */
final class Mailbox {

    private static final long MAX_WAITING_READINGS = 2_000_000;

    private record Item(Runnable task, long readings) {}

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long waitingReadings;
    private boolean leftOut;

    synchronized void add(Runnable task) {
        items.add(new Item(task, 0));
        notifyAll();
    }

    /** Adds a batch if there is room. Whether there was. */
    synchronized boolean addBatch(Runnable task, long readings) {
        // Once something is missing, all is left out until the taker knows: or viewers would go on behind a gap.
        if (leftOut || waitingReadings > MAX_WAITING_READINGS) {
            leftOut = true;
            return false;
        }
        waitingReadings += readings;
        items.add(new Item(task, readings));
        notifyAll();
        return true;
    }

    /** The next task, or null if none comes in time. */
    synchronized @Nullable Runnable take(long timeoutNanos) throws InterruptedException {
        if (items.isEmpty() && timeoutNanos > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, timeoutNanos);
        }
        Item item = items.poll();
        if (item == null) {
            return null;
        }
        waitingReadings -= item.readings();
        return item.task();
    }

    /** Whether batches were left out since the last call. */
    synchronized boolean takeLeftOut() {
        boolean was = leftOut && items.isEmpty();
        leftOut &= !was;
        return was;
    }
}
