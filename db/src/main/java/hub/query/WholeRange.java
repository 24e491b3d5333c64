package hub.query;

import hub.store.TimeRange;

/**
 * A range as one bucket.
 *
 * @param range all of it; a moment outside of it belongs to it all the same
 */
record WholeRange(TimeRange range) implements Buckets {

    @Override
    public long start(long timeMicros) {
        return range.fromMicros();
    }

    @Override
    public long end(long timeMicros) {
        return range.toMicros();
    }
}
