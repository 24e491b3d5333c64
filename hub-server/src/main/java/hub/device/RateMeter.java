package hub.device;

import hub.time.NanoClock;

/**
 * Holds a device to its {@link RateLimit}: a token bucket each for readings and bytes, kept as the time at which it will be
 * full (the generic cell rate algorithm of ITU-T I.371, in its virtual scheduling form).
 */
final class RateMeter {

    private static final long BURST_NANOS = RateLimit.BURST.toNanos();
    private static final long PATIENCE_NANOS = RateLimit.PATIENCE.toNanos();

    private final NanoClock clock;
    private final double nanosAReading;
    private final double nanosAByte;
    private long readingsFullAt;
    private long bytesFullAt;
    private boolean over;
    private long overSince;

    RateMeter(RateLimit limit, NanoClock clock) {
        this.clock = clock;
        this.nanosAReading = limit.readingsPerSecond() == 0 ? 0 : 1e9 / limit.readingsPerSecond();
        this.nanosAByte = limit.bytesPerSecond() == 0 ? 0 : 1e9 / limit.bytesPerSecond();
        this.readingsFullAt = clock.nanos();
        this.bytesFullAt = readingsFullAt;
    }

    /** Counts what came. */
    void take(long readings, long bytes) {
        long now = clock.nanos();
        readingsFullAt = later(readingsFullAt, now) + (long) (readings * nanosAReading);
        bytesFullAt = later(bytesFullAt, now) + (long) (bytes * nanosAByte);
        long toFull = later(readingsFullAt, bytesFullAt) - now;
        if (toFull > BURST_NANOS && !over) {
            over = true;
            overSince = now;
        } else if (toFull < BURST_NANOS / 2) {
            over = false;
        }
    }

    /** For how long nothing more should be read, in ns; 0 or less if it may be at once. */
    long waitNanos() {
        return later(readingsFullAt, bytesFullAt) - clock.nanos() - BURST_NANOS;
    }

    /** Whether the device has been over its rate, without a pause to speak of, for longer than anybody waits. */
    boolean isOverForTooLong() {
        return over && clock.nanos() - overSince > PATIENCE_NANOS;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
