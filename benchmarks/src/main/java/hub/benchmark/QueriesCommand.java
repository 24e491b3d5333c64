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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queries}: the analysts' questions, put to the hub and to SQLite. */
@Command(
        name = "queries",
        mixinStandardHelpOptions = true,
        description = "The questions q1 to q9 through the Java API, warm, beside SQLite in the same process.")
final class QueriesCommand extends QuestionsCommand {

    @Option(
            names = "--reuse",
            description = "Keeps the loaded data, and takes what a run of the same hub with this option has kept.")
    private boolean reuse;

    @Override
    String id() {
        return "queries";
    }

    @Override
    String title() {
        return "Questions q1 to q9";
    }

    @Override
    String note() {
        return "Files are in memory; nothing of an answer is kept for the next.";
    }

    @Override
    Asked ask(DataSet set, boolean recorded, long roundNanos) throws IOException, SQLException {
        Path directory = prepared(set);
        try (HubSystem system = HubSystem.open(directory.resolve("hub"), HubSystem.USUAL);
                SqliteRows rows = SqliteRows.open(directory.resolve("rows.sqlite"))) {
            Comparison comparison = new Comparison(
                    new HubAsker(system.store(), set.series()),
                    new SqliteAsker(rows.asking(), set.series()),
                    roundNanos);
            comparison.ask(recorded);
            return new Asked(comparison.tables(), comparison.allAgree());
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
