package hub.store;

import java.util.List;

/** Some series as they were at one moment, whatever is written, merged or deleted meanwhile. To be closed. */
public interface Snapshot extends AutoCloseable {

    /** The series, ascending by device and metric. */
    List<SeriesRecord> series();

    /** Their readings in a range. May be called many times, from one thread at a time. */
    SeriesScan scan(TimeRange range);

    /** Nothing is read for a while: gives back, until then, what all questions share, such as connections. */
    default void rest() {
        // Most hold nothing of the kind.
    }

    /** Lets go of what it holds. Closing again does nothing. */
    @Override
    void close();
}
