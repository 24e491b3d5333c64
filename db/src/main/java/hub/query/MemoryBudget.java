package hub.query;

/** What the percentiles of one question hold. */
final class MemoryBudget {

    private final long maxBytes;
    private long usedBytes;

    MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes what is about to be allocated, or gives back what is not needed any more. */
    void charge(long bytes) {
        if (usedBytes + bytes > maxBytes) {
            throw new QueryTooLargeException("percentiles would need " + (usedBytes + bytes)
                    + " bytes for the readings of one bucket and may take " + maxBytes
                    + "; ask for narrower buckets, or for fewer series together");
        }
        usedBytes += bytes;
    }

    /** Whether more than half is used. */
    boolean isTight() {
        return usedBytes > maxBytes / 2;
    }
}
