package hub.benchmark.question;

import hub.benchmark.data.SeriesName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Puts the questions to SQLite, each in the SQL that was fastest of those tried, prepared once. */
public final class SqliteAsker implements Asker {

    private static final String SENSORS =
            " FROM series s CROSS JOIN reading r ON r.series = s.id AND r.time >= ?1 AND r.time < ?2"
                    + " WHERE s.metric = 'pm2_5'";
    private static final String ONE = " FROM reading WHERE series = ?4 AND time >= ?1 AND time < ?2";
    private static final String BUCKET = "time / ?3 * ?3";

    /** Parameters: 1 and 2 the range, 3 the step, 4 the series. */
    private static final Map<Question, String> SQL = new EnumMap<>(Map.ofEntries(
            Map.entry(Question.Q1, "SELECT " + BUCKET + ", avg(value), min(value), max(value)" + ONE + " GROUP BY 1"),
            Map.entry(Question.Q2, "SELECT s.id, " + BUCKET + ", avg(value)" + SENSORS + " GROUP BY 1, 2"),
            Map.entry(Question.Q3, "SELECT time, value" + ONE + " ORDER BY time"),
            Map.entry(
                    Question.Q4,
                    "SELECT s.id, r.time, r.value FROM series s CROSS JOIN reading r ON r.series = s.id"
                            + " AND r.time = (SELECT max(time) FROM reading WHERE series = s.id) ORDER BY s.id"),
            Map.entry(
                    Question.Q5,
                    "SELECT ?1 + (time - ?1) / ?3 * ?3, min(value), max(value), avg(value)" + ONE + " GROUP BY 1"),
            Map.entry(
                    Question.Q6,
                    "SELECT id, value FROM (SELECT s.id, value, count(*) OVER (PARTITION BY s.id) AS n,"
                            + " row_number() OVER (PARTITION BY s.id ORDER BY value) AS place" + SENSORS
                            + ") WHERE place = (95 * n + 99) / 100 ORDER BY id"),
            Map.entry(Question.Q7, "SELECT " + BUCKET + ", avg(value)" + ONE + " GROUP BY 1"),
            Map.entry(Question.Q8, "SELECT " + BUCKET + ", avg(value)" + ONE + " GROUP BY 1"),
            Map.entry(Question.Q9, "SELECT " + BUCKET + ", avg(value)" + SENSORS + " GROUP BY 1")));

    private final List<SeriesName> series;
    private final Map<Question, PreparedStatement> statements = new EnumMap<>(Question.class);

    /**
     * Asks a database.
     *
     * @param series what the numbers in it mean
     */
    public SqliteAsker(Connection connection, List<SeriesName> series) throws SQLException {
        this.series = series;
        for (Map.Entry<Question, String> sql : SQL.entrySet()) {
            statements.put(sql.getKey(), connection.prepareStatement(sql.getValue()));
        }
    }

    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public Answer ask(Question question) throws SQLException {
        PreparedStatement statement = bound(question);
        try (ResultSet rows = statement.executeQuery()) {
            return ResultRows.of(question, rows);
        }
    }

    private PreparedStatement bound(Question question) throws SQLException {
        PreparedStatement statement = statements.get(question);
        if (statement == null) {
            throw new IllegalArgumentException("no SQL for " + question);
        }
        int parameters = statement.getParameterMetaData().getParameterCount();
        long[] values = {
            question.from(),
            question.to(),
            question.step(),
            series.indexOf(question.onRecorded() ? Question.STATION : Question.DEVICE)
        };
        for (int i = 0; i < parameters; i++) {
            statement.setLong(i + 1, values[i]);
        }
        return statement;
    }
}
