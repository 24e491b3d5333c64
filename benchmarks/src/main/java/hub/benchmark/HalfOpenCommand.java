package hub.benchmark;

import hub.benchmark.connection.HalfOpen;
import hub.benchmark.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code half-open}: devices that are gone without a word. */
@Command(
        name = "half-open",
        mixinStandardHelpOptions = true,
        description = "Whether the hub finds devices that are gone without a word, and takes no other for one.")
final class HalfOpenCommand extends BenchmarkCommand {

    @Mixin
    private SimulatorOptions programs = new SimulatorOptions();

    @Option(
            names = "--frozen",
            paramLabel = "N",
            description = "Devices of a process that is stopped (default: ${DEFAULT-VALUE}).")
    private int frozen = 250;

    @Option(
            names = "--unplugged",
            paramLabel = "N",
            description = "Devices behind a cable that is pulled; more than 0 needs root on Linux"
                    + " (default: ${DEFAULT-VALUE}).")
    private int unplugged = 250;

    @Option(names = "--healthy", paramLabel = "N", description = "Other devices (default: ${DEFAULT-VALUE}).")
    private int healthy = 5_000;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            description = "From sample to sample of those (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofMillis(100);

    @Override
    String id() {
        return "half-open";
    }

    @Override
    String title() {
        return "Devices that are gone without a word";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("half-open");
        Table table = new HalfOpen(programs.in(directory), frozen, unplugged, healthy, interval).measure();
        RunOptions.delete(directory);
        return table + "\nHeartbeat 10 s, timeout 5 s, a sweep each 0.5 s. " + healthy
                + " healthy devices with a sample each " + interval + ", as far as the machine follows.";
    }
}
