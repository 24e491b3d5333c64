package hub.benchmark;

import hub.benchmark.restart.Starts;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code start}: how soon a hub that was stopped is ready again. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "From the start of the real program to its readiness, on an empty directory and on a full store,"
                + " with and without an archive of its classes.")
final class StartCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(
            names = "--readings",
            paramLabel = "N",
            description = "Readings in the full store (default: ${DEFAULT-VALUE}).")
    private long readings = 10_000_000;

    @Option(names = "--times", paramLabel = "N", description = "How often each (default: ${DEFAULT-VALUE}).")
    private int times = 5;

    @Override
    String id() {
        return "start";
    }

    @Override
    String title() {
        return "Start of a hub that was stopped";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("start");
        String table = new Starts(directory, hub.jar, hub.java)
                .measure(readings, times)
                .toString();
        RunOptions.delete(directory);
        return table
                + "\nSeconds from the process's begin until `/readyz` answers 200, in turns, files in memory. Archive:"
                + " `-XX:SharedArchiveFile`, as `scripts/class-archive.sh` makes it. Goals: 1.5 s empty, 3 s full.";
    }
}
