package hub.sql;

import hub.sql.source.Source;
import java.io.IOException;
import java.io.OutputStream;

/** Statements that run in this process, which does nothing else. */
record StatementsHere(Source source, ResultLimits limits) implements Statements {

    @Override
    public long write(SqlQuestion question, Run run, OutputStream out) throws IOException {
        return question.write(source, limits, run, out);
    }

    @Override
    public void look() {
        // Nothing is kept.
    }

    @Override
    public int processes() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}
