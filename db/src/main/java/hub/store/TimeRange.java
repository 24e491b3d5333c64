package hub.store;

/**
 * A half-open range of time.
 *
 * @param fromMicros first moment in it, in µs since 1970
 * @param toMicros first moment behind it
 */
public record TimeRange(long fromMicros, long toMicros) {

    /** All of time. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** @throws IllegalArgumentException if it ends before it begins */
    public TimeRange {
        if (toMicros < fromMicros) {
            throw new IllegalArgumentException("range ends at " + toMicros + ", before its start " + fromMicros);
        }
    }

    /** Whether a moment is in it. */
    public boolean contains(long micros) {
        return micros >= fromMicros && micros < toMicros;
    }
}
