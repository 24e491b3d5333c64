package hub.benchmark;

import hub.benchmark.report.Table;
import hub.benchmark.restart.Restart;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code restart}: how soon a killed hub acknowledges again. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "From the start of the real program, with a full journal, to its first acknowledgement.")
final class RestartCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(
            names = "--readings",
            paramLabel = "N",
            description = "Readings in the journal (default: ${DEFAULT-VALUE}).")
    private long readings = 10_000_000;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Devices that have sent them (default: ${DEFAULT-VALUE}).")
    private int devices = 100;

    @Option(names = "--times", paramLabel = "N", description = "How often (default: ${DEFAULT-VALUE}).")
    private int times = 3;

    @Override
    String id() {
        return "restart";
    }

    @Override
    String title() {
        return "Restart with a full journal";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("restart");
        Table table = new Restart(directory, hub.jar, hub.java).measure(readings, devices, times);
        RunOptions.delete(directory);
        return table + "\nSeconds since the process was begun. Frames of 1,000 readings of " + devices
                + " devices, nothing folded, files in memory; the device that is acknowledged is a new one."
                + " Goal: within 3 s.";
    }
}
