package hub.simulator.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What became of the readings of a run. Safe from any thread.
 *
 * <p>Every frame is offered once and settled once, so at any time {@code offered = acknowledged + refused + dropped +
 * abandoned + outstanding}.
 */
public final class Tally {

    /** What can become of a frame. */
    public enum Outcome {
        /** It is on the hub's stable storage. */
        ACKNOWLEDGED,
        /** The hub will never take it. */
        REFUSED,
        /** The device's buffer was full. */
        DROPPED,
        /** The hub did not let the device in. */
        ABANDONED
    }

    private final LongAdder devices = new LongAdder();
    private final LongAdder connected = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder offered = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder resent = new LongAdder();
    private final LongAdder badRows = new LongAdder();
    private final Map<Outcome, LongAdder> settled = Map.of(
            Outcome.ACKNOWLEDGED,
            new LongAdder(),
            Outcome.REFUSED,
            new LongAdder(),
            Outcome.DROPPED,
            new LongAdder(),
            Outcome.ABANDONED,
            new LongAdder());
    private final AtomicLong outstandingFrames = new AtomicLong();
    private final Object settledMonitor = new Object();
    private final List<SingleWriterRecorder> latencies = new CopyOnWriteArrayList<>();

    /** Another device takes part. */
    public void deviceAdded() {
        devices.increment();
    }

    /** A device has its welcome. */
    public void deviceConnected() {
        connected.increment();
    }

    /** A device that had its welcome lost its connection. */
    public void deviceDisconnected() {
        connected.decrement();
    }

    /** The hub does not let a device in and it has given up. */
    public void deviceRejected() {
        rejected.increment();
    }

    /**
     * A frame was made.
     *
     * @param readings how many it holds
     */
    public void offered(int readings) {
        offered.add(readings);
        outstandingFrames.incrementAndGet();
    }

    /**
     * A frame went out.
     *
     * @param again whether it had gone out before
     */
    public void sent(int readings, boolean again) {
        (again ? resent : sent).add(readings);
    }

    /**
     * A frame is over.
     *
     * @param readings how many it holds
     */
    public void settled(Outcome outcome, int readings) {
        settledAs(outcome).add(readings);
        if (outstandingFrames.decrementAndGet() == 0) {
            synchronized (settledMonitor) {
                settledMonitor.notifyAll();
            }
        }
    }

    /** A row of a file could not be understood. */
    public void badRow() {
        badRows.increment();
    }

    /** A place for the acknowledgement latencies, in µs, that one thread measures. */
    public SingleWriterRecorder newLatencyRecorder() {
        SingleWriterRecorder recorder = new SingleWriterRecorder(TimeUnit.HOURS.toMicros(1), 2);
        latencies.add(recorder);
        return recorder;
    }

    /** Adds the latencies measured since the last call. For one caller. */
    public void drainLatencies(Histogram into) {
        latencies.forEach(recorder -> into.add(recorder.getIntervalHistogram()));
    }

    /** Waits until no frame is outstanding. Whether that is so now. */
    public boolean awaitSettled(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (settledMonitor) {
            while (outstandingFrames.get() > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                settledMonitor.wait(left);
            }
        }
        return true;
    }

    /** Whether the hub has turned away every device there is, so that waiting is in vain. */
    public boolean isHopeless() {
        return rejected.sum() > 0 && rejected.sum() >= devices.sum();
    }

    /** The counters now. They are read one after another, so sums may be off by what happens meanwhile. */
    public Counts counts() {
        return new Counts(
                devices.sum(),
                connected.sum(),
                rejected.sum(),
                offered.sum(),
                sent.sum(),
                settledAs(Outcome.ACKNOWLEDGED).sum(),
                settledAs(Outcome.REFUSED).sum(),
                settledAs(Outcome.DROPPED).sum(),
                settledAs(Outcome.ABANDONED).sum(),
                resent.sum(),
                badRows.sum());
    }

    private LongAdder settledAs(Outcome outcome) {
        return Objects.requireNonNull(settled.get(outcome));
    }

    /**
     * A look at the counters; from {@code offered} to {@code resent} they count readings.
     *
     * @param connected devices that have their welcome
     * @param rejected devices that the hub does not let in
     * @param offered made, whatever became of them
     * @param sent sent at least once
     * @param abandoned made by a device that was rejected
     * @param resent sent once more, after a reconnect
     */
    public record Counts(
            long devices,
            long connected,
            long rejected,
            long offered,
            long sent,
            long acknowledged,
            long refused,
            long dropped,
            long abandoned,
            long resent,
            long badRows) {

        /** Made and not settled. */
        public long outstanding() {
            return offered - acknowledged - refused - dropped - abandoned;
        }
    }
}
