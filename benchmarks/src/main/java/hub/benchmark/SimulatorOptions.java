package hub.benchmark;

import hub.benchmark.connection.Programs;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which hub and which simulator are started. */
final class SimulatorOptions {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(names = "--simulator-jar", paramLabel = "FILE", description = "The simulator (default: ${DEFAULT-VALUE}).")
    private Path jar = Path.of("device-simulator/target/device-simulator.jar");

    Programs in(Path directory) {
        return in(directory, "");
    }

    /** @param java options of the hub's Java runtime, if nobody has said which */
    Programs in(Path directory, String java) {
        return new Programs(directory, hub.jar, hub.java.isEmpty() ? java : hub.java, jar);
    }
}
