package hub.benchmark.question;

import java.util.Map;
import java.util.Optional;

/**
 * What others took for a question, measured on another day of this kind of machine: for orientation. The same SQLite ran
 * then, too, and tells how the moods of then and now compare.
 *
 * @param system the fastest of eight
 * @param bestMillis how long it took
 * @param sqliteMillis how long SQLite took; not a number where that was not noted
 */
record Elsewhere(String system, double bestMillis, double sqliteMillis) {

    private static final Map<Question, Elsewhere> FIGURES = Map.of(
            Question.Q1, new Elsewhere("DuckDB", 7.7, 79),
            Question.Q2, new Elsewhere("QuestDB", 18, 125),
            Question.Q4, new Elsewhere("SQLite", 0.1, 0.1),
            Question.Q5, new Elsewhere("DuckDB", 8.2, 78),
            Question.Q6, new Elsewhere("DuckDB", 17, 1_793),
            Question.Q7, new Elsewhere("QuestDB", 0.4, Double.NaN),
            Question.Q8, new Elsewhere("DuckDB", 1.6, Double.NaN),
            Question.Q9, new Elsewhere("QuestDB", 103, 5_984));

    /** The figures of a question; q3 has none. */
    static Optional<Elsewhere> of(Question question) {
        return Optional.ofNullable(FIGURES.get(question));
    }
}
