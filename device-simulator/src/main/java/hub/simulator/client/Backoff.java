package hub.simulator.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: exponential with full jitter, that is any time between nothing and
 * {@code min(cap, base · 2^attempt)}. The whole range and not a part of it, because a fleet that lost its hub in one
 * moment must not come back in one moment (Brooker, "Exponential Backoff And Jitter", 2015).
 *
 * @param base the longest first wait
 * @param cap the longest wait of all
 */
public record Backoff(Duration base, Duration cap) {

    /** Beyond this many doublings every base has reached every cap, and a long would overflow. */
    private static final int MAX_DOUBLINGS = 30;

    /** @throws IllegalArgumentException if the waits are not positive or the cap is below the base */
    public Backoff {
        if (base.isNegative() || base.isZero() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("backoff from " + base + " to " + cap + " is not a range above 0");
        }
        if (cap.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("backoff of more than a day");
        }
    }

    /**
     * A wait in nanoseconds.
     *
     * @param attempt how many attempts have failed in a row, from 0
     */
    long nanos(int attempt, RandomGenerator random) {
        return random.nextLong(ceiling(attempt) + 1);
    }

    /** The longest wait of that attempt, in nanoseconds. */
    long ceiling(int attempt) {
        double doubled = (double) base.toNanos() * (1L << Math.min(attempt, MAX_DOUBLINGS));
        return (long) Math.min(doubled, (double) cap.toNanos());
    }
}
