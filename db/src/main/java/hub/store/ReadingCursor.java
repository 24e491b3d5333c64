package hub.store;

/**
 * Walks over readings without holding them: {@code while (cursor.next()) …}. It shows the store as it was when the
 * cursor was made. Not for two threads.
 */
public interface ReadingCursor extends AutoCloseable {

    /**
     * Goes to the next reading.
     *
     * @return false behind the last
     * @throws StoreException if stored data cannot be read
     */
    boolean next();

    /** The series of the reading, as it was when the cursor was made. */
    SeriesRecord series();

    /** The time of the reading in µs since 1970. */
    long timeMicros();

    /** The value of the reading, finite. */
    double value();

    /** The marks that were put on the reading, see {@link ReadingBlock#mark}; 0 for none. */
    default int mark() {
        return 0;
    }

    /** Lets go of what it holds. */
    @Override
    void close();
}
