package hub.benchmark.question;

import java.sql.SQLException;

/** Who answers questions about one set. Keeps nothing of an answer for the next one. */
public interface Asker {

    /** What it is called in tables. */
    String name();

    /**
     * Answers a question.
     *
     * @return rows of: q1 series, day, avg, min, max; q2 series, hour, avg; q3 see {@link CsvText}; q4 series, time,
     *     value; q5 pixel's start, min, max, avg; q6 series, percentile; q7 bucket, avg; q8 bucket, avg; q9 bucket,
     *     avg. In any order.
     */
    Answer ask(Question question) throws SQLException;

    /**
     * Asks a question and takes the answer to its end; what is timed.
     *
     * @return how many rows it has
     */
    default int take(Question question) throws SQLException {
        return ask(question).rows();
    }
}
