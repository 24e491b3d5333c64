package hub.query;

import hub.store.TimeRange;

/**
 * How far each slice of a range goes. The first tries all of the range and may be cut to what can be held; each further
 * one takes as much time as should give three quarters of that, going by the slice before.
 */
final class SlicePace {

    private static final double FULL = 0.75;
    private static final double MAX_GROWTH = 4;

    private static final long ALL = Long.MAX_VALUE;

    private final long toMicros;
    private long fromMicros;
    private long span = ALL;

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
        return span == ALL ? toMicros : Math.min(toMicros, Saturated.add(fromMicros, span));
    }

    /**
     * A slice has been read.
     *
     * @param firstMicros its first time
     * @param held how much it held, at least 1
     * @param room how much may be held
     */
    void pass(long endMicros, long firstMicros, int held, int room) {
        double taken = (double) endMicros - Math.max(fromMicros, firstMicros);
        span = Math.max(1, (long) (taken * Math.min(MAX_GROWTH, FULL * room / held)));
        fromMicros = endMicros;
    }

    /** A slice held nothing: no telling how long that goes on. */
    void passEmpty(long endMicros) {
        span = ALL;
        fromMicros = endMicros;
    }
}
