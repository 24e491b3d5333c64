package hub.benchmark;

import hub.benchmark.connection.ManyConnections;
import hub.benchmark.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code connections}: what a connection costs. */
@Command(
        name = "connections",
        mixinStandardHelpOptions = true,
        description = "Memory and processor time of many connections, and how soon all are back after a crash.")
final class ConnectionsCommand extends BenchmarkCommand {

    @Mixin
    private SimulatorOptions programs = new SimulatorOptions();

    @Option(names = "--devices", paramLabel = "N", description = "Connections (default: ${DEFAULT-VALUE}).")
    private int devices = 15_000;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            description = "From sample to sample of a device (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofMinutes(1);

    @Option(
            names = "--watched",
            paramLabel = "DURATION",
            description = "For how long processor time is taken (default: ${DEFAULT-VALUE}).")
    private Duration watched = Duration.ofMinutes(2);

    private static final String JAVA = "-Xms512m -Xmx512m -XX:+AlwaysPreTouch";

    @Override
    String id() {
        return "connections";
    }

    @Override
    String title() {
        return "Many connections";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("connections");
        Table table = new ManyConnections(programs.in(directory, JAVA), devices, interval, watched).measure();
        RunOptions.delete(directory);
        return table + "\n" + devices + " devices with a sample each " + interval
                + ", the simulator on the same processors. Heap a connection: bytes of live objects after a full"
                + " collection with all connected, less those of the same hub when all are gone. Resident memory: that,"
                + " and by how much the process (VmRSS) had grown beside its heap, which is touched beforehand ("
                + JAVA + " unless told otherwise), since it had served 1,000 devices.";
    }
}
