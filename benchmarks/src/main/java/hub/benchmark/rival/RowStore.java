package hub.benchmark.rival;

import java.sql.SQLException;

/** A store with a row for each reading, keyed by series and time. */
public interface RowStore extends AutoCloseable {

    /** What it is called in tables. */
    String name();

    /** A row, part of the transaction under way. */
    void add(int series, long timeMillis, double value) throws SQLException;

    /** Ends the transaction; all of it is on stable storage when this returns. */
    void commit() throws SQLException;

    @Override
    void close() throws SQLException;
}
