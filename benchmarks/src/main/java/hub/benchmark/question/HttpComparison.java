package hub.benchmark.question;

import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts questions to a hub over HTTP and, in turns with it, to its storage in this process, to SQLite and to PostgreSQL. */
public final class HttpComparison {

    private static final String NOTHING = "–";

    /** How many times faster than the faster of both it is to be. */
    private static final Map<Question, Integer> GOALS =
            Map.of(Question.Q1, 10, Question.Q2, 10, Question.Q3, 2, Question.Q5, 10, Question.Q6, 10, Question.Q9, 10);

    private final List<Asker> askers;
    private final long roundNanos;
    private final Table times = new Table(
            "",
            "question",
            "over HTTP, ms: median",
            "best of n",
            "in process, ms",
            "HTTP adds, ms",
            "SQLite, ms",
            "PostgreSQL, ms",
            "faster of both to HTTP",
            "goal",
            "best of eight elsewhere, ms",
            "HTTP to that");
    private final Table answers = new Table("", "hub over HTTP", "agree");
    private boolean allAgree = true;

    /**
     * A comparison.
     *
     * @param askers hub over HTTP, hub in process, SQLite, PostgreSQL
     */
    public HttpComparison(List<Asker> askers, long roundNanos) {
        this.askers = askers;
        this.roundNanos = roundNanos;
    }

    /** Asks each question that is about this set. */
    public void ask(boolean onRecorded) throws SQLException {
        for (Question question : Question.values()) {
            if (question.onRecorded() == onRecorded) {
                Progress.say("http-queries: " + question + ", " + question.text());
                compare(question);
                row(question, new Turns(roundNanos).ask(question, askers));
            }
        }
    }

    private void compare(Question question) throws SQLException {
        Answer mine = askers.get(0).ask(question).sorted();
        boolean agree = true;
        for (Asker other : askers.subList(1, askers.size())) {
            agree &= mine.agreesWith(other.ask(question).sorted());
        }
        allAgree &= agree;
        answers.row(question, mine, agree ? "yes, all" : "NO");
    }

    private void row(Question question, List<double[]> nanos) {
        double[] millis =
                nanos.stream().mapToDouble(each -> Figures.median(each) / 1e6).toArray();
        double rival = Math.min(millis[2], millis[3]);
        Optional<Elsewhere> elsewhere = Elsewhere.of(question);
        Integer goal = GOALS.get(question);
        times.row(
                question,
                question.text(),
                Figures.of(millis[0]),
                Figures.millis(Figures.least(nanos.get(0))) + " of " + nanos.get(0).length,
                Figures.of(millis[1]),
                Figures.of(millis[0] - millis[1]),
                Figures.of(millis[2]),
                Figures.of(millis[3]),
                Figures.ratio(rival, millis[0]),
                goal == null ? NOTHING : goal + " ×",
                elsewhere
                        .map(best -> Figures.of(best.bestMillis()) + " (" + best.system() + ")")
                        .orElse(NOTHING),
                elsewhere
                        .map(best -> Figures.ratio(millis[0], best.bestMillis()))
                        .orElse(NOTHING));
    }

    /** Whether all gave the same answers to all questions. */
    public boolean allAgree() {
        return allAgree;
    }

    /** The tables. */
    public String tables() {
        return times + "\n" + answers;
    }
}
