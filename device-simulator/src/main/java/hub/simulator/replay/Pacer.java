package hub.simulator.replay;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets recorded time pass as fast as the user wants. For one thread. */
public final class Pacer {

    /** As fast as the hub takes it. */
    public static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private static final double NANOS_PER_MICRO = 1_000;

    private final double speed;
    private final LongSupplier nanoClock;
    private final Stop stop;
    private boolean begun;
    private long beganMicros;
    private long beganNanos;

    /** Whether the user wants an end. */
    public interface Stop {

        /** Waits that long for it, less if it comes. Whether it has. */
        boolean isRequestedWithin(long nanos) throws InterruptedException;
    }

    /**
     * A pace.
     *
     * @param speed seconds of the recording per second, above 0, or {@link #UNLIMITED}
     */
    public Pacer(double speed, LongSupplier nanoClock, Stop stop) {
        this.speed = speed;
        this.nanoClock = nanoClock;
        this.stop = stop;
    }

    /** Waits until a row of that time is due; the first row is due at once. Whether the user wants an end instead. */
    boolean isStoppedBefore(long micros) throws InterruptedException {
        if (!begun) {
            begun = true;
            beganMicros = micros;
            beganNanos = nanoClock.getAsLong();
        }
        long left = dueNanos(micros) - nanoClock.getAsLong();
        return stop.isRequestedWithin(Math.max(0, left));
    }

    /** Waits a moment. Whether the user wants an end. */
    boolean isStoppedSoon() throws InterruptedException {
        return stop.isRequestedWithin(TimeUnit.MILLISECONDS.toNanos(1));
    }

    private long dueNanos(long micros) {
        return beganNanos + (long) ((double) (micros - beganMicros) * NANOS_PER_MICRO / speed);
    }
}
