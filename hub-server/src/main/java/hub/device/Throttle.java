package hub.device;

import hub.time.NanoClock;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/** Stops reading from a device that sends too fast, for as long as it takes. Confined to the IO thread. */
final class Throttle {

    private final RateMeter meter;
    private final XnioIoThread thread;
    private final Runnable over;
    private boolean holding;

    /** @param over is run when reading may go on */
    Throttle(RateLimit limit, NanoClock clock, XnioIoThread thread, Runnable over) {
        this.meter = new RateMeter(limit, clock);
        this.thread = thread;
        this.over = over;
    }

    /** Counts a message. Returns whether the device is to be sent away. */
    boolean isTooMuch(long readings, long bytes) {
        meter.take(readings, bytes);
        return meter.isOverForTooLong();
    }

    /** Whether nothing is to be read now; if so, it is told when that is over. */
    boolean isHolding() {
        if (!holding) {
            hold();
        }
        return holding;
    }

    private void hold() {
        long wait = meter.waitNanos();
        holding = wait > 0;
        if (holding) {
            thread.executeAfter(this::release, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void release() {
        hold(); // More may have come of what was read before.
        if (!holding) {
            over.run();
        }
    }
}
