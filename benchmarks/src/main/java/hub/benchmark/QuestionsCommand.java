package hub.benchmark;

import hub.benchmark.data.DataSet;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The analysts' questions, put to the hub and to others that hold the same. */
abstract class QuestionsCommand extends BenchmarkCommand {

    @Option(
            names = "--round",
            paramLabel = "DURATION",
            description = "How long each is asked a question in each of five rounds (default: ${DEFAULT-VALUE}).")
    private Duration round = Duration.ofMillis(500);

    /** What came of the questions about one set. */
    record Asked(String tables, boolean allAgree) {}

    abstract Asked ask(DataSet set, boolean recorded, long roundNanos) throws IOException, SQLException;

    /** A sentence or two about how it was asked. */
    abstract String note();

    @Override
    final String measure() throws IOException, SQLException {
        List<Asked> asked = new ArrayList<>();
        if (options.wantsRecorded()) {
            asked.add(ask(options.recordedSet(), true, round.toNanos()));
        }
        if (options.wantsScale()) {
            asked.add(ask(options.scaleSet(), false, round.toNanos()));
        }
        boolean allAgree = asked.stream().allMatch(Asked::allAgree);
        return String.join("\n", asked.stream().map(Asked::tables).toList())
                + "\nWarm: all had answered each question for " + 2 * round.toMillis()
                + " ms before; then five turns of " + round.toMillis() + " ms each. " + note()
                + " Answers agree where every figure is within 10⁻⁹ of the other's: "
                + (allAgree ? "all do." : "**not all do.**");
    }
}
