package hub.device;

import java.time.Duration;

/**
 * How much one device may send in the long run. For a moment it may send more: what {@link #BURST} of the rate comes to.
 *
 * @param readingsPerSecond 0 for as many as it likes
 * @param bytesPerSecond of its messages; 0 for as many as it likes
 */
public record RateLimit(long readingsPerSecond, long bytesPerSecond) {

    /** No limit. */
    public static final RateLimit NONE = new RateLimit(0, 0);

    static final Duration BURST = Duration.ofSeconds(5);

    /** A device that is over its rate for so long is sent away. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException if a rate is negative */
    public RateLimit {
        requireRate("readings", readingsPerSecond);
        requireRate("bytes", bytesPerSecond);
    }

    private static void requireRate(String of, long rate) {
        if (rate < 0) {
            throw new IllegalArgumentException(of + " per second " + rate + " is below 0; 0 is no limit");
        }
    }
}
