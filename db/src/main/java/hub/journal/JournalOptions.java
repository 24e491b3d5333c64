package hub.journal;

import java.time.Duration;

/**
 * How a {@link FileJournal} is laid out and how it groups.
 *
 * @param segmentBytes the size of a segment file, {@link #MIN_SEGMENT_BYTES} to 1 GiB; a longer record gets a segment
 *     to itself
 * @param maxWait how long a group may wait for company when the one before had some, 0 to 1 s; an append to an idle
 *     journal never waits
 */
public record JournalOptions(int segmentBytes, Duration maxWait) {
    /** The smallest segment, 4 KiB. */
    public static final int MIN_SEGMENT_BYTES = 4 << 10;

    private static final int MAX_SEGMENT_BYTES = 1 << 30;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    public JournalOptions {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentBytes must be from " + MIN_SEGMENT_BYTES + " to "
                    + MAX_SEGMENT_BYTES + ", not " + segmentBytes);
        }
        if (maxWait.isNegative() || maxWait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("maxWait must be from 0 to " + LONGEST_WAIT + ", not " + maxWait);
        }
    }

    /** Segments of 64 MiB and no added wait: what arrives during a force is the next group. */
    public static JournalOptions defaults() {
        return new JournalOptions(64 << 20, Duration.ZERO);
    }

    public JournalOptions withSegmentBytes(int bytes) {
        return new JournalOptions(bytes, maxWait);
    }

    public JournalOptions withMaxWait(Duration wait) {
        return new JournalOptions(segmentBytes, wait);
    }
}
