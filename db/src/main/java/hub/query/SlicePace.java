package hub.query;

import hub.store.TimeRange;

/**
 * How far each slice of a range goes. The first tries all of the range and may be cut to what can be held; each further
 * one takes as much time as the one before could, or twice as much if that left room.
 */
final class SlicePace {

    private final long toMicros;
    private long fromMicros;
    private long span = Long.MAX_VALUE;

    SlicePace(TimeRange range) {
        this.fromMicros = range.fromMicros();
        this.toMicros = range.toMicros();
    }

    boolean hasNext() {
        return fromMicros < toMicros;
    }

    /** Where the next slice begins. */
    long fromMicros() {
        return fromMicros;
    }

    /** Where the next slice may end. */
    long endMicros() {
        return Math.min(toMicros, Saturated.add(fromMicros, span));
    }

    /** A slice held readings from some time on. */
    void pass(long endMicros, long firstMicros, boolean leftRoom) {
        long taken = Math.max(1, Saturated.subtract(endMicros, Math.max(fromMicros, firstMicros)));
        span = leftRoom ? Saturated.add(taken, taken) : taken;
        fromMicros = endMicros;
    }

    /** A slice held nothing. */
    void passEmpty(long endMicros) {
        span = Saturated.add(span, span);
        fromMicros = endMicros;
    }
}
