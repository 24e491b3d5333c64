package hub.benchmark;

import hub.benchmark.data.DataSet;
import hub.benchmark.process.HubImport;
import hub.benchmark.process.HubProcess;
import hub.benchmark.question.HttpAsker;
import hub.benchmark.question.HttpComparison;
import hub.benchmark.question.HubAsker;
import hub.benchmark.question.PostgresAsker;
import hub.benchmark.question.SqliteAsker;
import hub.benchmark.rival.PostgresRows;
import hub.benchmark.rival.RowLoad;
import hub.benchmark.rival.SqliteRows;
import hub.benchmark.store.HubLoad;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code http-queries}: the analysts' questions over HTTP, beside what holds the same. */
@Command(
        name = "http-queries",
        mixinStandardHelpOptions = true,
        description =
                "The questions q1 to q9 over HTTP, warm, CSV read to the end, beside the hub's storage in process,"
                        + " SQLite and PostgreSQL.")
final class HttpQueriesCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(
            names = "--round",
            paramLabel = "DURATION",
            description = "How long each is asked a question in each of five rounds (default: ${DEFAULT-VALUE}).")
    private Duration round = Duration.ofMillis(300);

    @Override
    String id() {
        return "http-queries";
    }

    @Override
    String title() {
        return "Questions q1 to q9 over HTTP";
    }

    @Override
    String measure() throws IOException, SQLException {
        List<String> tables = new ArrayList<>();
        boolean allAgree = !options.wantsRecorded() || ask(options.recordedSet(), true, tables);
        allAgree &= !options.wantsScale() || ask(options.scaleSet(), false, tables);
        return String.join("\n", tables)
                + "\nWarm: all had answered each question for " + 2 * round.toMillis()
                + " ms before; then five turns of " + round.toMillis()
                + " ms each. Over HTTP on one connection that stays open, CSV read to its end; SQLite in this process;"
                + " PostgreSQL over its own protocol on this machine, 3 GB of buffers. Answers agree where every figure"
                + " is within 10⁻⁹ of the other's: "
                + (allAgree ? "all do." : "**not all do.**");
    }

    private boolean ask(DataSet set, boolean recorded, List<String> tables) throws IOException, SQLException {
        Path directory = options.fresh("http-queries");
        HubImport.load(set, hub.jar, directory.resolve("data"), directory.resolve("import.log"));
        try (HubSystem system = HubSystem.open(directory.resolve("hub"), HubSystem.USUAL);
                SqliteRows sqlite = SqliteRows.open(directory.resolve("rows.sqlite"));
                PostgresRows postgres = PostgresRows.start(directory.resolve("postgres"));
                HubProcess process = HubProcess.start(
                        hub.jar, directory.resolve("data"), directory.resolve("hub.log"), hub.java, "--port", "0");
                HttpAsker http = new HttpAsker(process.address(), set.series())) {
            HubLoad.load(set, system);
            RowLoad.load(set, sqlite);
            sqlite.name(set.series());
            RowLoad.load(set, postgres);
            postgres.name(set.series());
            HttpComparison comparison = new HttpComparison(
                    List.of(
                            http,
                            new HubAsker(system.store(), set.series()),
                            new SqliteAsker(sqlite.asking(), set.series()),
                            new PostgresAsker(postgres.asking(), set.series())),
                    round.toNanos());
            comparison.ask(recorded);
            tables.add(comparison.tables());
            return comparison.allAgree();
        } finally {
            RunOptions.delete(directory);
        }
    }
}
