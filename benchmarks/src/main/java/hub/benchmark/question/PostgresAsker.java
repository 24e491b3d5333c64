package hub.benchmark.question;

import hub.benchmark.data.SeriesName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Puts the questions to PostgreSQL, prepared once. */
public final class PostgresAsker implements Asker {

    private static final String SENSORS =
            " FROM series s JOIN reading r ON r.series = s.id AND r.time >= :from AND r.time < :to"
                    + " WHERE s.metric = 'pm2_5'";
    private static final String ONE = " FROM reading WHERE series = :series AND time >= :from AND time < :to";
    private static final String BUCKET = "time / :step * :step";

    private static final Map<Question, String> SQL = new EnumMap<>(Map.ofEntries(
            Map.entry(Question.Q1, "SELECT " + BUCKET + ", avg(value), min(value), max(value)" + ONE + " GROUP BY 1"),
            Map.entry(Question.Q2, "SELECT s.id, " + BUCKET + ", avg(value)" + SENSORS + " GROUP BY 1, 2"),
            Map.entry(Question.Q3, "SELECT time, value" + ONE + " ORDER BY time"),
            Map.entry(
                    Question.Q4,
                    "SELECT s.id, r.time, r.value FROM series s CROSS JOIN LATERAL (SELECT time, value FROM reading"
                            + " WHERE series = s.id ORDER BY time DESC LIMIT 1) r ORDER BY s.id"),
            Map.entry(
                    Question.Q5,
                    "SELECT :from + (time - :from) / :step * :step, min(value), max(value), avg(value)" + ONE
                            + " GROUP BY 1"),
            Map.entry(
                    Question.Q6,
                    "SELECT s.id, percentile_disc(0.95) WITHIN GROUP (ORDER BY value)" + SENSORS + " GROUP BY s.id"),
            Map.entry(Question.Q7, "SELECT " + BUCKET + ", avg(value)" + ONE + " GROUP BY 1 ORDER BY 1"),
            Map.entry(Question.Q8, "SELECT " + BUCKET + ", avg(value)" + ONE + " GROUP BY 1"),
            Map.entry(Question.Q9, "SELECT " + BUCKET + ", avg(value)" + SENSORS + " GROUP BY 1")));

    private final Map<Question, PreparedStatement> statements = new EnumMap<>(Question.class);

    /**
     * Asks a database.
     *
     * @param series what the numbers in it mean
     */
    public PostgresAsker(Connection connection, List<SeriesName> series) throws SQLException {
        for (Map.Entry<Question, String> sql : SQL.entrySet()) {
            Question question = sql.getKey();
            int number = series.indexOf(question.onRecorded() ? Question.STATION : Question.DEVICE);
            String text = sql.getValue()
                    .replace(":from", question.from() + "::bigint")
                    .replace(":to", question.to() + "::bigint")
                    .replace(":step", question.step() + "::bigint")
                    .replace(":series", String.valueOf(number));
            statements.put(question, connection.prepareStatement(text));
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Answer ask(Question question) throws SQLException {
        PreparedStatement statement = statements.get(question);
        if (statement == null) {
            throw new IllegalArgumentException("no SQL for " + question);
        }
        try (ResultSet rows = statement.executeQuery()) {
            return ResultRows.of(question, rows);
        }
    }
}
