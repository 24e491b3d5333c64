package hub.history;

import java.io.IOException;

/** Writes the rows of an answer, without holding them. */
interface RowOutput {

    /** Before the first row. */
    void begin() throws IOException;

    /** The row that the rows stand at. */
    void add(Rows rows) throws IOException;

    /** Behind the last row. */
    void end() throws IOException;
}
