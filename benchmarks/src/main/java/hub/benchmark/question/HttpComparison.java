package hub.benchmark.question;

import hub.benchmark.data.DataSet;
import hub.benchmark.process.HubImport;
import hub.benchmark.process.HubProcess;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.rival.PostgresRows;
import hub.benchmark.rival.RowLoad;
import hub.benchmark.rival.SqliteRows;
import hub.benchmark.store.HubLoad;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts questions to a hub over HTTP and, in turns with it, to its storage in this process, to SQLite and to PostgreSQL. */
public final class HttpComparison {

    private static final String NOTHING = "–";

    /** How many times faster than the faster of both it is to be. */
    private static final Map<Question, Integer> GOALS =
            Map.of(Question.Q1, 10, Question.Q2, 10, Question.Q3, 2, Question.Q5, 10, Question.Q6, 10, Question.Q9, 10);

    /** Hub over HTTP, hub in process, SQLite, PostgreSQL. */
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

    private HttpComparison(List<Asker> askers, long roundNanos) {
        this.askers = askers;
        this.roundNanos = roundNanos;
    }

    /**
     * Loads a set into all of them, and asks each question that is about this set.
     *
     * @param directory where nothing is, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     */
    public static HttpComparison of(
            DataSet set, boolean recorded, Path directory, Path hubJar, String javaOptions, long roundNanos)
            throws IOException, SQLException {
        HubImport.load(set, hubJar, directory.resolve("data"), directory.resolve("import.log"));
        try (HubSystem system = HubSystem.open(directory.resolve("hub"), HubSystem.USUAL);
                SqliteRows sqlite = SqliteRows.open(directory.resolve("rows.sqlite"));
                PostgresRows postgres = PostgresRows.start(directory.resolve("postgres"))) {
            HubLoad.load(set, system);
            RowLoad.load(set, sqlite);
            sqlite.name(set.series());
            RowLoad.load(set, postgres);
            postgres.name(set.series());
            // Now, and not before: a connection that asks nothing for minutes is closed.
            try (HubProcess process = HubProcess.start(
                            hubJar,
                            directory.resolve("data"),
                            directory.resolve("hub.log"),
                            javaOptions,
                            "--port",
                            "0");
                    HttpAsker http = new HttpAsker(process.address(), set.series())) {
                HttpComparison comparison = new HttpComparison(
                        List.of(
                                http,
                                new HubAsker(system.store(), set.series()),
                                new SqliteAsker(sqlite.asking(), set.series()),
                                new PostgresAsker(postgres.asking(), set.series())),
                        roundNanos);
                comparison.ask(recorded);
                return comparison;
            }
        }
    }

    private void ask(boolean onRecorded) throws SQLException {
        List<Question> questions = Arrays.stream(Question.values())
                .filter(question -> question.onRecorded() == onRecorded)
                .toList();
        for (Question question : questions) {
            Progress.say("http-queries: " + question + ", warming up");
            compare(question);
            // A hub compiles while it answers: the first question would pay for what all have in common.
            new Turns(roundNanos).ask(question, askers.subList(0, 2));
        }
        for (Question question : questions) {
            Progress.say("http-queries: " + question + ", " + question.text());
            row(question, new Turns(roundNanos).ask(question, askers));
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
