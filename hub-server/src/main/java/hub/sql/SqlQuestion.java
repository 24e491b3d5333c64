package hub.sql;

import hub.sql.SqlStoppedException.Stop;
import hub.sql.source.Source;
import hub.store.StoreException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement and how its result is wanted.
 *
 * @param text as it was asked
 * @param decimalComma whether numbers have a comma instead of a point
 */
public record SqlQuestion(String text, CheckedStatement statement, SqlFormat format, boolean decimalComma) {

    private static final Logger log = LoggerFactory.getLogger(SqlQuestion.class);

    /**
     * Checks a statement.
     *
     * @throws SqlRefusedException if it may not be run, or the parts do not go together
     */
    public static SqlQuestion of(String sql, SqlFormat format, boolean decimalComma) {
        if (decimalComma && format != SqlFormat.CSV_EXCEL) {
            throw new SqlRefusedException("decimal=comma goes with format=csv-excel");
        }
        return new SqlQuestion(sql, StatementCheck.of(sql), format, decimalComma);
    }

    /** Runs it in this thread and writes the result; how many rows it has. */
    long write(Source source, ResultLimits limits, Run run, OutputStream out) throws IOException {
        try (StatementDatabase database = StatementDatabase.open(source, statement.buckets(), run);
                Statement prepared = database.user().createStatement()) {
            run.running(() -> cancel(prepared));
            try (ResultSet result = prepared.executeQuery(statement.sql())) {
                return write(result, limits, run, out);
            } finally {
                run.ran();
            }
        } catch (SQLException | RuntimeException e) {
            run.check(); // What ended it counts, however it came to be noticed.
            throw failure(e);
        } catch (StackOverflowError e) {
            throw new SqlRefusedException("the statement is nested too deeply");
        } catch (OutOfMemoryError e) {
            throw new SqlStoppedException(Stop.MEMORY, "the statement needs more memory than there is");
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            log.warn("a statement cannot be cancelled; it ends at its next row", e);
        }
    }

    private long write(ResultSet result, ResultLimits limits, Run run, OutputStream out)
            throws SQLException, IOException {
        List<String> names = names(result.getMetaData());
        ResultOutput output = new ResultOutput(new Limited(out, limits.bytes()), format, decimalComma, names);
        output.begin();
        long rows = 0;
        while (result.next()) {
            run.step();
            if (++rows > limits.rows()) {
                throw new SqlStoppedException(
                        Stop.TOO_LARGE,
                        "the result has more than " + limits.rows()
                                + " rows: ask for less, or aggregate, or use /api/v1/readings, which has no such limit");
            }
            List<Cell> row = new ArrayList<>(names.size());
            for (int column = 1; column <= names.size(); column++) {
                row.add(Cell.of(result, column));
            }
            output.add(row);
        }
        output.end();
        return rows;
    }

    private List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(shown(columns.getColumnLabel(column)));
        }
        boolean json = format == SqlFormat.JSON || format == SqlFormat.NDJSON;
        if (json && new HashSet<>(names).size() < names.size()) {
            throw new SqlRefusedException("two columns of the result have the same name: give one another with AS");
        }
        return names;
    }

    /** Expressions without a name are shown as the database writes them, less its quotes and capitals. */
    private static String shown(String label) {
        return label.indexOf('(') < 0 ? label : label.replace("\"", "").toLowerCase(Locale.ROOT);
    }

    /** What went wrong, as whoever asked should hear it. */
    private static RuntimeException failure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException
                    || cause instanceof SqlRefusedException
                    || cause instanceof SqlStoppedException) {
                return (RuntimeException) cause;
            }
            if (cause instanceof StackOverflowError) {
                return new SqlRefusedException("the statement is nested too deeply");
            }
            if (cause instanceof OutOfMemoryError) {
                return new SqlStoppedException(Stop.MEMORY, "the statement needs more memory than there is");
            }
        }
        if (e instanceof SQLException sql && sql.getErrorCode() != ErrorCode.GENERAL_ERROR_1) {
            return new SqlRefusedException("the database does not take it: " + firstLine(sql));
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }

    /** Without the statement, which is written anew, and the number. */
    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf("; SQL statement:");
        return (end < 0 ? message : message.substring(0, end))
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst(" \\[[0-9-]*]$", "")
                .replace(
                        " (this database is empty)",
                        "; there are readings, devices, series, latest, events and buckets(…)");
    }

    /** Takes so many bytes and no more. */
    private static final class Limited extends FilterOutputStream {

        private final long most;
        private long written;

        Limited(OutputStream out, long most) {
            super(out);
            this.most = most;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            written += count;
            if (written > most) {
                throw new SqlStoppedException(
                        Stop.TOO_LARGE, "the result has more than " + most + " bytes: ask for less, or aggregate");
            }
            out.write(bytes, from, count);
        }
    }
}
