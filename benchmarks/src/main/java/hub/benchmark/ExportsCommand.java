package hub.benchmark;

import hub.benchmark.data.DataSet;
import hub.benchmark.export.Exports;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exports}: a hundred clients take everything at once. */
@Command(
        name = "exports",
        mixinStandardHelpOptions = true,
        description = "Clients that export everything at once, beside devices that send, with little memory.")
final class ExportsCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(names = "--clients", paramLabel = "N", description = "Exports at a time (default: ${DEFAULT-VALUE}).")
    private int clients = 100;

    @Option(names = "--devices", paramLabel = "N", description = "Devices that send (default: ${DEFAULT-VALUE}).")
    private int devices = 100;

    @Option(names = "--heap", paramLabel = "SIZE", description = "The hub's heap (default: ${DEFAULT-VALUE}).")
    private String heap = "256m";

    @Option(names = "--format", paramLabel = "NAME", description = "Of the exports (default: ${DEFAULT-VALUE}).")
    private String format = "csv";

    @Option(
            names = "--alone",
            paramLabel = "DURATION",
            description = "How long devices are measured alone (default: ${DEFAULT-VALUE}).")
    private Duration alone = Duration.ofSeconds(20);

    @Override
    String id() {
        return "exports";
    }

    @Override
    String title() {
        return "A hundred exports at once";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("exports");
        DataSet set = options.recordedSet();
        LoadPlan plan = new LoadPlan(devices, 16, 5, 5.0 * devices, Duration.ofSeconds(5), alone);
        String tables = new Exports(directory, hub.jar, "-Xmx" + heap + " " + hub.java)
                .measure(set, plan, clients, "format=" + format);
        RunOptions.delete(directory);
        return tables + "\n" + clients + " clients ask for all of " + set.name() + " as " + format
                + " at once and read as fast as they can, on the same machine; the hub has a heap of " + heap + "; "
                + devices
                + " devices send five frames of five readings a second each, before and beside. Goals: all exports are"
                + " complete; p99 of acknowledgements is less than doubled.";
    }
}
