package hub.sql;

import java.io.IOException;
import java.io.OutputStream;

/** Where statements run. */
interface Statements extends AutoCloseable {

    /**
     * Runs one and writes its result; the thread waits for that.
     *
     * @return how many rows the result has
     * @throws IOException if nobody takes the result any more
     * @throws SqlRefusedException if it is not run
     * @throws SqlStoppedException if it was ended
     */
    long write(SqlQuestion question, Run run, OutputStream out) throws IOException;

    /** Lets go of what was not needed for long; to be called often. */
    void look();

    /** How many processes there are for them. */
    int processes();

    /** Lets go of everything, once none runs. */
    @Override
    void close();
}
