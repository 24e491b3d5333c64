package hub.columnar;

import java.io.IOException;

/** Takes a table row by row, and writes it in one pass. */
public interface TableWriter {

    /**
     * Adds a row. What it is given may be used again.
     *
     * @param timeMicros in µs since 1970
     * @param names one for each column of names
     * @param numbers one for each column of numbers; what is not finite is absent
     */
    void row(long timeMicros, String[] names, double[] numbers) throws IOException;

    /** Writes what is left. What it writes to stays open. */
    void end() throws IOException;
}
