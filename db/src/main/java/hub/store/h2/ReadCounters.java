package hub.store.h2;

import java.util.concurrent.atomic.LongAdder;

/** Counts what questions read. For any thread. */
final class ReadCounters {

    private final LongAdder chunks = new LongAdder();
    private final LongAdder columns = new LongAdder();

    /** A chunk was read from the database. */
    void chunk() {
        chunks.increment();
    }

    /** The readings of one series in a chunk were opened to be decoded. */
    void column() {
        columns.increment();
    }

    long chunks() {
        return chunks.sum();
    }

    long columns() {
        return columns.sum();
    }
}
