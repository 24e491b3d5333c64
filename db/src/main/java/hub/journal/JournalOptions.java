package hub.journal;

/**
 * How a {@link FileJournal} is laid out.
 *
 * @param segmentBytes the size of a segment file, {@link #MIN_SEGMENT_BYTES} to 1 GiB; a longer record gets a segment
 *     to itself
 */
public record JournalOptions(int segmentBytes) {
    /** The smallest segment, 4 KiB. */
    public static final int MIN_SEGMENT_BYTES = 4 << 10;

    private static final int MAX_SEGMENT_BYTES = 1 << 30;

    public JournalOptions {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentBytes must be from " + MIN_SEGMENT_BYTES + " to "
                    + MAX_SEGMENT_BYTES + ", not " + segmentBytes);
        }
    }

    /** Segments of 64 MiB. */
    public static JournalOptions defaults() {
        return new JournalOptions(64 << 20);
    }

    public JournalOptions withSegmentBytes(int bytes) {
        return new JournalOptions(bytes);
    }
}
