package hub.benchmark;

import hub.benchmark.fanout.FanOut;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fan-out}: every reading to every viewer. */
@Command(
        name = "fan-out",
        mixinStandardHelpOptions = true,
        description =
                "How soon, and how many, readings get to viewers that want each, beside a bare Undertow broadcast.")
final class FanOutCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Mixin
    private ViewerLoad load = new ViewerLoad();

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            description = "At the pace, and not measured (default: ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ofSeconds(10);

    @Option(
            names = "--round",
            paramLabel = "DURATION",
            description = "As much as goes, hub or broadcast; less than the hub waits for a sign of life of devices"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration round = Duration.ofSeconds(10);

    @Option(names = "--duration", paramLabel = "DURATION", description = "Measured (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often as many go as can, hub and broadcast in turns (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Override
    String id() {
        return "fan-out";
    }

    @Override
    String title() {
        return "Every reading to every viewer";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("fan-out");
        LoadPlan plan = load.plan(warmUp, duration);
        String tables = new FanOut(directory, hub.jar, hub.java).measure(plan, load.viewers, rounds, round);
        RunOptions.delete(directory);
        return tables + "\n\n" + load.viewers + " viewers of mode `every`, each of all " + load.devices
                + " devices; a reading is delivered when a viewer has decoded it, after it was forced to disk; a force is one of the journal, by the hub's Flight Recorder. One thread"
                + " sends and one reads, on the same processors. As many as go: devices send while the slowest viewer is less"
                + " than 2,500 samples behind; the broadcast is Undertow's WebSockets alone, which send one frame of as many"
                + " readings as the hub's have again and again. Goals: none lost, p99 within 10 ms, 0.7 of the broadcast.";
    }
}
