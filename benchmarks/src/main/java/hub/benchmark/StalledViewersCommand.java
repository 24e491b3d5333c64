package hub.benchmark;

import hub.benchmark.fanout.StalledViewers;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stalled-viewers}: many viewers that do not read. */
@Command(
        name = "stalled-viewers",
        mixinStandardHelpOptions = true,
        description = "What many viewers that do not read at all cost those who do, and the hub.")
final class StalledViewersCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Mixin
    private ViewerLoad load = new ViewerLoad();

    @Option(names = "--stalled", paramLabel = "N", description = "That do not read (default: ${DEFAULT-VALUE}).")
    private int stalled = 1_000;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            description = "Not measured, before each part (default: ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ofSeconds(20);

    @Option(names = "--duration", paramLabel = "DURATION", description = "Of each part (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(30);

    @Override
    String id() {
        return "stalled-viewers";
    }

    @Override
    String title() {
        return "Viewers that do not read";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("stalled-viewers");
        LoadPlan plan = load.plan(warmUp, duration);
        String tables = new StalledViewers(directory, hub.jar, hub.java).measure(plan, load.viewers, stalled);
        RunOptions.delete(directory);
        return tables + "\n" + load.viewers + " viewers of mode `every`, each of all " + load.devices
                + " devices, which send " + load.samples + " samples of five readings a second, for "
                + duration.toSeconds() + " s; then beside " + stalled
                + " more that do not read, from when their buffers are full. Goals: those who read notice nothing; a"
                + " viewer that does not costs no more than its buffer of 256 KiB.";
    }
}
