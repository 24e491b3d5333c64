package hub.benchmark;

import hub.benchmark.fanout.SlowViewer;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slow-viewer}: one of many viewers stops reading. */
@Command(
        name = "slow-viewer",
        mixinStandardHelpOptions = true,
        description = "What a viewer that stops reading costs the others and the hub, and whether it catches up.")
final class SlowViewerCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Mixin
    private ViewerLoad load = new ViewerLoad();

    @Option(names = "--warm-up", paramLabel = "DURATION", description = "Not measured (default: ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ofSeconds(10);

    @Option(
            names = "--stall",
            paramLabel = "DURATION",
            description =
                    "How long one does not read, after as long a time in which all do (default: ${DEFAULT-VALUE}).")
    private Duration stall = Duration.ofMinutes(1);

    @Override
    String id() {
        return "slow-viewer";
    }

    @Override
    String title() {
        return "A viewer that stops reading";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("slow-viewer");
        LoadPlan plan = load.plan(warmUp, stall);
        String tables = new SlowViewer(directory, hub.jar, hub.java).measure(plan, load.viewers);
        RunOptions.delete(directory);
        return tables + "\n" + load.viewers + " viewers of mode `every`, each of all " + load.devices
                + " devices, which send "
                + load.samples
                + " samples of five readings a second; one does not read for " + stall.toSeconds()
                + " s, after as long a time in which all do. Goals: p99 of the others rises by less than 10 %; the hub"
                + " holds no more for a viewer than its buffer of 256 KiB; what it holds in the end equals history.";
    }
}
