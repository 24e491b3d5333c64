package hub.benchmark;

import hub.benchmark.data.DataSet;
import hub.benchmark.socket.LoadPlan;
import hub.benchmark.statement.WorstStatements;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code statements}: the worst that is allowed in SQL. */
@Command(
        name = "statements",
        mixinStandardHelpOptions = true,
        description = "What devices that send feel while clients run the worst statements that are allowed.")
final class StatementsCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(names = "--clients", paramLabel = "N", description = "Who ask (default: ${DEFAULT-VALUE}).")
    private int clients = 10;

    @Option(names = "--devices", paramLabel = "N", description = "Devices that send (default: ${DEFAULT-VALUE}).")
    private int devices = 100;

    @Option(
            names = "--each",
            paramLabel = "DURATION",
            description = "How long devices are measured alone, and then beside (default: ${DEFAULT-VALUE}).")
    private Duration each = Duration.ofSeconds(40);

    @Override
    String id() {
        return "statements";
    }

    @Override
    String title() {
        return "The worst statements in SQL";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("statements");
        DataSet set = options.recordedSet();
        LoadPlan plan = new LoadPlan(devices, 16, 5, 5.0 * devices, Duration.ofSeconds(5), each);
        String tables = new WorstStatements(directory, hub.jar, hub.java).measure(set, plan, clients);
        RunOptions.delete(directory);
        return tables + "\n" + clients + " clients ask for endless joins, sorts, groups, windows and buckets of all of "
                + set.name() + ", again and again, with the hub's own limits; " + devices
                + " devices send five frames of five readings a second each. Goal: acknowledgements as without.";
    }
}
