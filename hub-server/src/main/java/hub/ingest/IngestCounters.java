package hub.ingest;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the frames that devices sent. At any quiet moment
 * {@code received = stored + duplicate + refused + in flight}. A frame that was accepted and then could not be written
 * counts as refused. A frame that comes over a connection after another has replaced it, or while nothing can be stored,
 * counts nowhere: its device sends it again over a new one.
 */
public final class IngestCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicate = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder storedReadings = new LongAdder();
    private final LongAdder clampedReadings = new LongAdder();

    /**
     * The counters at one moment, in frames unless they say otherwise.
     *
     * @param inFlight accepted and not stored yet
     * @param clampedReadings readings too far ahead of the hub's clock, stored at their receive time
     */
    public record Snapshot(
            long received,
            long stored,
            long duplicate,
            long refused,
            long inFlight,
            long storedReadings,
            long clampedReadings) {}

    /** A frame came and was refused. */
    public void refused() {
        received.increment();
        refused.increment();
    }

    /** A frame came and was accepted: it is in flight. */
    void accepted() {
        received.increment();
    }

    /** A frame that was in flight could not be written. */
    void unwritten() {
        refused.increment();
    }

    /** A frame came that had come before. */
    void duplicate() {
        received.increment();
        duplicate.increment();
    }

    void stored(int readings) {
        stored.increment();
        storedReadings.add(readings);
    }

    void clamped(int readings) {
        clampedReadings.add(readings);
    }

    /** The counters now. */
    public Snapshot snapshot() {
        // What is counted last is read first, so that in flight is never below zero.
        long storedNow = stored.sum();
        long duplicateNow = duplicate.sum();
        long refusedNow = refused.sum();
        long receivedNow = received.sum();
        return new Snapshot(
                receivedNow,
                storedNow,
                duplicateNow,
                refusedNow,
                receivedNow - storedNow - duplicateNow - refusedNow,
                storedReadings.sum(),
                clampedReadings.sum());
    }
}
