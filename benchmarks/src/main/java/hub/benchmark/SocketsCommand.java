package hub.benchmark;

import hub.benchmark.socket.LoadPlan;
import hub.benchmark.socket.SocketThroughput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sockets}: durable readings a second, over real connections. */
@Command(
        name = "sockets",
        mixinStandardHelpOptions = true,
        description = "Readings a second that devices get acknowledged over sockets, generator on the same machine.")
final class SocketsCommand extends BenchmarkCommand {

    /** What the hub is to reach with few readings a frame, and with many. */
    private static final Map<Integer, Double> GOALS = Map.of(5, 1_200_000.0, 250, 5_000_000.0);

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(names = "--devices", paramLabel = "N", description = "Connections (default: ${DEFAULT-VALUE}).")
    private int devices = 200;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "The most frames of a device without an acknowledgement (default: ${DEFAULT-VALUE}).")
    private int window = 16;

    @Option(names = "--warm-up", paramLabel = "DURATION", description = "Not measured (default: ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ofSeconds(15);

    @Option(names = "--duration", paramLabel = "DURATION", description = "Measured (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(20);

    @Override
    String id() {
        return "sockets";
    }

    @Override
    String title() {
        return "Durable readings over sockets";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("sockets");
        SocketThroughput sockets = new SocketThroughput(directory, hub.jar, hub.java);
        for (int readings : new TreeSet<>(GOALS.keySet())) {
            LoadPlan full = new LoadPlan(devices, window, readings, 0, warmUp, duration);
            sockets.measure(full, GOALS.getOrDefault(readings, 0.0));
        }
        RunOptions.delete(directory);
        return sockets.table() + "\n" + devices + " devices with at most " + window
                + " frames in flight each; the generator is one thread on the same processors. After each run history"
                + " counts what was acknowledged. Goals: above 500,000 readings/s in frames of 5, better 1.2 million; above 5 million in frames of 250;"
                + " p99 at half of it within 10 ms.";
    }
}
