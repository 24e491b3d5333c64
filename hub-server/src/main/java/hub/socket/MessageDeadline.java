package hub.socket;

import hub.time.NanoClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/**
 * A message that has begun must be whole in time, or a stranger holds memory with a byte a minute. There is a timer only while
 * one is incomplete. Confined to the socket's IO thread.
 */
final class MessageDeadline {

    private final Duration limit;
    private final NanoClock clock;
    private final XnioExecutor thread;
    private final Runnable missed;
    private boolean incomplete;
    private long beganNanos;
    private XnioExecutor.@Nullable Key timer;

    /** @param missed runs when a message was not whole in time */
    MessageDeadline(Duration limit, NanoClock clock, XnioExecutor thread, Runnable missed) {
        this.limit = limit;
        this.clock = clock;
        this.thread = thread;
        this.missed = missed;
    }

    /** A whole message has come. */
    void messageEnded() {
        incomplete = false;
    }

    /** All that was there is read. */
    void readEnded(boolean midMessage) {
        if (midMessage && !incomplete) {
            beganNanos = clock.nanos();
            if (timer == null) {
                timer = thread.executeAfter(this::look, limit.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
        incomplete = midMessage;
    }

    /** The time in which the hub itself did not read is nobody's fault. */
    void readingResumed() {
        beganNanos = clock.nanos();
    }

    void cancel() {
        if (timer != null) {
            timer.remove();
        }
    }

    private void look() {
        timer = null;
        if (!incomplete) {
            return;
        }
        long left = limit.toNanos() - (clock.nanos() - beganNanos);
        if (left <= 0) {
            missed.run();
        } else {
            timer = thread.executeAfter(this::look, left, TimeUnit.NANOSECONDS);
        }
    }
}
