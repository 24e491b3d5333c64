package hub.live;

import hub.store.AppliedEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the feed's thread has to do, in order. Tasks always fit; batches of readings only as long as few enough wait:
 * beyond that they are left out and the next taker is told so. Batches that wait one behind the other are taken as one.
 */
final class Mailbox {

    private static final long MAX_WAITING_READINGS = 2_000_000;

    /** What is taken at once has to be encoded, and sent, before anything else is done. */
    private static final long MAX_MERGED_READINGS = 50_000;

    /** Takes batches in the order in which they were stored. */
    interface BatchTaker {

        /** @param firstEvent the number of the first event in there, or of the next if there is none */
        void take(List<AppliedEntry> entries, long firstEvent);
    }

    private record Item(@Nullable Runnable task, List<AppliedEntry> entries, long firstEvent, long readings) {}

    private final BatchTaker taker;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long waitingReadings;
    private boolean leftOut;

    Mailbox(BatchTaker taker) {
        this.taker = taker;
    }

    synchronized void add(Runnable task) {
        add(new Item(task, List.of(), 0, 0));
    }

    /** Adds a batch if there is room. Whether there was. */
    synchronized boolean addBatch(List<AppliedEntry> entries, long firstEvent, long readings) {
        // Once something is missing, all is left out until the taker knows: or viewers would go on behind a gap.
        if (leftOut || waitingReadings > MAX_WAITING_READINGS) {
            leftOut = true;
            return false;
        }
        waitingReadings += readings;
        add(new Item(null, entries, firstEvent, readings));
        return true;
    }

    private void add(Item item) {
        items.add(item);
        if (items.size() == 1) {
            notifyAll();
        }
    }

    /**
     * The next task, or null if none comes in time.
     *
     * @param batchesNanos for how long batches, and what is behind them, are to wait for more
     */
    synchronized @Nullable Runnable take(long timeoutNanos, long batchesNanos) throws InterruptedException {
        boolean isHeld = batchesNanos > 0 && isBatch(items.peek());
        long wait = isHeld ? Math.min(timeoutNanos, batchesNanos) : items.isEmpty() ? timeoutNanos : 0;
        if (wait > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, wait);
        }
        if (batchesNanos > 0 && isBatch(items.peek())) {
            return null;
        }
        Item item = items.poll();
        if (item == null) {
            return null;
        }
        Runnable task = item.task();
        return task == null ? merged(item) : task;
    }

    private static boolean isBatch(@Nullable Item item) {
        return item != null && item.task() == null;
    }

    private Runnable merged(Item first) {
        long readings = first.readings();
        List<AppliedEntry> entries = first.entries();
        if (isBatch(items.peek())) {
            entries = new ArrayList<>(entries);
            while (isBatch(items.peek()) && readings < MAX_MERGED_READINGS) {
                Item next = items.remove();
                entries.addAll(next.entries());
                readings += next.readings();
            }
        }
        waitingReadings -= readings;
        List<AppliedEntry> all = entries;
        return () -> taker.take(all, first.firstEvent());
    }

    /** Whether batches were left out since the last call. */
    synchronized boolean takeLeftOut() {
        boolean was = leftOut && items.isEmpty();
        leftOut &= !was;
        return was;
    }
}
