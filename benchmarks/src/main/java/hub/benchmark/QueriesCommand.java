package hub.benchmark;

import hub.benchmark.data.DataSet;
import hub.benchmark.question.Comparison;
import hub.benchmark.question.HubAsker;
import hub.benchmark.question.SqliteAsker;
import hub.benchmark.rival.RowLoad;
import hub.benchmark.rival.SqliteRows;
import hub.benchmark.store.HubLoad;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queries}: the analysts' questions, put to the hub and to SQLite. */
@Command(
        name = "queries",
        mixinStandardHelpOptions = true,
        description = "The questions q1 to q9 through the Java API, warm, beside SQLite in the same process.")
final class QueriesCommand extends BenchmarkCommand {

    @Option(
            names = "--reuse",
            description = "Keeps the loaded data, and takes what a run of the same hub with this option has kept.")
    private boolean reuse;

    @Option(
            names = "--round",
            paramLabel = "DURATION",
            description = "How long a question is asked in each of five rounds (default: ${DEFAULT-VALUE}).")
    private Duration round = Duration.ofMillis(500);

    @Override
    String id() {
        return "queries";
    }

    @Override
    String title() {
        return "Questions q1 to q9";
    }

    @Override
    String measure() throws IOException, SQLException {
        List<String> tables = new ArrayList<>();
        boolean allAgree = !options.wantsRecorded() || ask(options.recordedSet(), true, tables);
        allAgree &= !options.wantsScale() || ask(options.scaleSet(), false, tables);
        return String.join("\n", tables)
                + "\nWarm: both had answered each question for " + 2 * round.toMillis()
                + " ms before; then five turns of"
                + " " + round.toMillis() + " ms each. Files are in memory; nothing of an answer is kept for the next."
                + " Answers agree where every figure is within 10⁻⁹ of the other's: "
                + (allAgree ? "all do." : "**not all do.**");
    }

    private boolean ask(DataSet set, boolean recorded, List<String> tables) throws IOException, SQLException {
        Path directory = prepared(set);
        try (HubSystem system = HubSystem.open(directory.resolve("hub"), HubSystem.USUAL);
                SqliteRows rows = SqliteRows.open(directory.resolve("rows.sqlite"))) {
            Comparison comparison = new Comparison(
                    new HubAsker(system.store(), set.series()),
                    new SqliteAsker(rows.asking(), set.series()),
                    round.toNanos());
            comparison.ask(recorded);
            tables.add(comparison.tables());
            return comparison.allAgree();
        } finally {
            if (!reuse) {
                RunOptions.delete(directory);
            }
        }
    }

    /** A directory in which both have all of a set. */
    private Path prepared(DataSet set) throws IOException, SQLException {
        String name = "queries-" + set.name().split(" ", 2)[0];
        Path complete = options.work.resolve(name).resolve("complete");
        String content = set.name() + ", " + set.size() + " readings\n";
        if (reuse && Files.exists(complete) && Files.readString(complete).equals(content)) {
            return options.work.resolve(name);
        }
        Path directory = options.fresh(name);
        try (HubSystem system = HubSystem.open(directory.resolve("hub"), HubSystem.USUAL)) {
            HubLoad.load(set, system);
        }
        try (SqliteRows rows = SqliteRows.open(directory.resolve("rows.sqlite"))) {
            RowLoad.load(set, rows);
            rows.name(set.series());
        }
        Files.writeString(directory.resolve("complete"), content);
        return directory;
    }
}
