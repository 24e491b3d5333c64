package hub.benchmark.question;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What a database answers, as an {@link Answer}. */
final class ResultRows {

    private ResultRows() {}

    static Answer of(Question question, ResultSet rows) throws SQLException {
        if (question == Question.Q3) {
            return csv(rows);
        }
        return question == Question.Q7 ? filled(question, rows) : all(rows);
    }

    private static Answer all(ResultSet rows) throws SQLException {
        Answer answer = new Answer();
        double[] row = new double[rows.getMetaData().getColumnCount()];
        while (rows.next()) {
            for (int i = 0; i < row.length; i++) {
                row[i] = rows.getDouble(i + 1);
            }
            answer.row(row);
        }
        return answer;
    }

    private static Answer csv(ResultSet rows) throws SQLException {
        CsvText text = new CsvText(Question.STATION);
        while (rows.next()) {
            text.reading(rows.getLong(1), rows.getDouble(2));
        }
        return text.answer();
    }

    /** Every bucket, an empty one as the last that was not. Faster here than by a recursive query. */
    private static Answer filled(Question question, ResultSet rows) throws SQLException {
        Answer answer = new Answer();
        double last = Double.NaN;
        long bucket = question.from();
        while (rows.next()) {
            for (; bucket < rows.getLong(1); bucket += question.step()) {
                answer.row((double) bucket, last);
            }
            last = rows.getDouble(2);
            answer.row((double) bucket, last);
            bucket += question.step();
        }
        for (; bucket < question.to(); bucket += question.step()) {
            answer.row((double) bucket, last);
        }
        return answer;
    }
}
