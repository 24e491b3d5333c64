package hub.benchmark;

import hub.benchmark.data.DataSet;
import hub.benchmark.question.HttpComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code http-queries}: the analysts' questions over HTTP, beside what holds the same. */
@Command(
        name = "http-queries",
        mixinStandardHelpOptions = true,
        description =
                "The questions q1 to q9 over HTTP, warm, CSV read to the end, beside the hub's storage in process,"
                        + " SQLite and PostgreSQL.")
final class HttpQueriesCommand extends QuestionsCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Override
    String id() {
        return "http-queries";
    }

    @Override
    String title() {
        return "Questions q1 to q9 over HTTP";
    }

    @Override
    String note() {
        return "The hub had answered all of them before. Over HTTP on one connection that stays open, CSV read to its end; SQLite in this process; PostgreSQL over its"
                + " own protocol on this machine, 3 GB of buffers.";
    }

    @Override
    Asked ask(DataSet set, boolean recorded, long roundNanos) throws IOException, SQLException {
        Path directory = options.fresh("http-queries");
        try {
            HttpComparison comparison = HttpComparison.of(set, recorded, directory, hub.jar, hub.java, roundNanos);
            return new Asked(comparison.tables(), comparison.allAgree());
        } finally {
            RunOptions.delete(directory);
        }
    }
}
