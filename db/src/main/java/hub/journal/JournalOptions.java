package hub.journal;

import java.time.Duration;

/**
 * How a {@link FileJournal} is laid out, and how it behaves.
 *
 * @param segmentBytes the size of a segment file, {@link #MIN_SEGMENT_BYTES} to 1 GiB; a longer record gets a segment
 *     to itself
 * @param retryEvery after a failed write, how often it is tried whether one succeeds again; above 0
 */
public record JournalOptions(int segmentBytes, Duration retryEvery) {
    /** The smallest segment, 4 KiB. */
    public static final int MIN_SEGMENT_BYTES = 4 << 10;

    private static final int MAX_SEGMENT_BYTES = 1 << 30;

    public JournalOptions {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentBytes must be from " + MIN_SEGMENT_BYTES + " to "
                    + MAX_SEGMENT_BYTES + ", not " + segmentBytes);
        }
        if (retryEvery.isNegative() || retryEvery.isZero()) {
            throw new IllegalArgumentException("retryEvery must be above 0, not " + retryEvery);
        }
    }

    /** Segments of 64 MiB, a try every second. */
    public static JournalOptions defaults() {
        return new JournalOptions(64 << 20, Duration.ofSeconds(1));
    }

    public JournalOptions withSegmentBytes(int bytes) {
        return new JournalOptions(bytes, retryEvery);
    }

    public JournalOptions withRetryEvery(Duration period) {
        return new JournalOptions(segmentBytes, period);
    }
}
