package hub.history;

import hub.protocol.Metric;

/** Rows of an answer, ascending: {@code while (rows.next()) …}. */
interface Rows extends AutoCloseable {

    boolean next();

    long timeMicros();

    /** Whose row it is; empty if it is of several devices. */
    String device();

    Metric metric();

    /** A number of the row; not a number where it has none. */
    double number(int column);

    /** The flags of the row, as bits; 0 for none. */
    default int flags() {
        return 0;
    }

    @Override
    void close();
}
