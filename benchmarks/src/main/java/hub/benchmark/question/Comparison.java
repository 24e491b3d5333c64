package hub.benchmark.question;

import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Puts questions to two who hold the same readings: first for warmth, then in turns, several times. What the files hold
 * is in memory by then, and the code compiled; nothing is kept of an answer.
 */
public final class Comparison {

    private static final String NOTHING = "–";

    private final Asker hub;
    private final Asker rival;
    private final long roundNanos;
    private final Table times = new Table(
            "",
            "question",
            "hub, ms: median",
            "best of n",
            "SQLite, ms: median",
            "best of n",
            "SQLite to hub",
            "best of eight, measured elsewhere, ms",
            "hub to that",
            "SQLite there, ms");
    private final Table answers = new Table("", "hub", "SQLite", "agree");
    private boolean allAgree = true;

    /**
     * A comparison.
     *
     * @param roundNanos each answers a question again and again for about so long in each of five rounds, and twice
     *     as long before
     */
    public Comparison(Asker hub, Asker rival, long roundNanos) {
        this.hub = hub;
        this.rival = rival;
        this.roundNanos = roundNanos;
    }

    /** Asks each question that is about this set. */
    public void ask(boolean onRecorded) throws SQLException {
        for (Question question : Question.values()) {
            if (question.onRecorded() == onRecorded) {
                Progress.say("queries: " + question + ", " + question.text());
                ask(question);
            }
        }
    }

    private void ask(Question question) throws SQLException {
        Answer mine = hub.ask(question).sorted();
        Answer theirs = rival.ask(question).sorted();
        boolean agree = mine.agreesWith(theirs);
        allAgree &= agree;
        answers.row(question, mine, theirs, agree ? "yes" : "NO");
        List<double[]> nanos = new Turns(roundNanos).ask(question, List.of(hub, rival));
        row(question, nanos.get(0), nanos.get(1));
    }

    private void row(Question question, double[] hubNanos, double[] rivalNanos) {
        double hubMillis = Figures.median(hubNanos) / 1e6;
        Optional<Elsewhere> elsewhere = Elsewhere.of(question);
        times.row(
                question,
                question.text(),
                Figures.of(hubMillis),
                best(hubNanos),
                Figures.millis(Figures.median(rivalNanos)),
                best(rivalNanos),
                Figures.ratio(Figures.median(rivalNanos), Figures.median(hubNanos)),
                elsewhere
                        .map(other -> Figures.of(other.bestMillis()) + " (" + other.system() + ")")
                        .orElse(NOTHING),
                elsewhere
                        .map(other -> Figures.ratio(hubMillis, other.bestMillis()))
                        .orElse(NOTHING),
                elsewhere
                        .map(Elsewhere::sqliteMillis)
                        .filter(Double::isFinite)
                        .map(Figures::of)
                        .orElse(NOTHING));
    }

    private static String best(double[] nanos) {
        return Figures.millis(Figures.least(nanos)) + " of " + nanos.length;
    }

    /** Whether both gave the same answers to all questions. */
    public boolean allAgree() {
        return allAgree;
    }

    /** The tables. */
    public String tables() {
        return times + "\n" + answers;
    }
}
