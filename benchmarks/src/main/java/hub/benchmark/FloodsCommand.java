package hub.benchmark;

import hub.benchmark.flood.Floods;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code floods}: strangers who do what nobody should. */
@Command(
        name = "floods",
        mixinStandardHelpOptions = true,
        description = "What healthy devices feel while strangers flood the hub, and what becomes of those.")
final class FloodsCommand extends BenchmarkCommand {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(names = "--devices", paramLabel = "N", description = "Healthy devices (default: ${DEFAULT-VALUE}).")
    private int devices = 100;

    @Option(
            names = "--strangers",
            paramLabel = "N",
            description = "Attackers a round, two thirds of them with half a handshake (default: ${DEFAULT-VALUE}).")
    private int strangers = 3_000;

    @Option(names = "--rounds", paramLabel = "N", description = "How often (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--each",
            paramLabel = "DURATION",
            description = "How long a quiet time is, and an attack (default: ${DEFAULT-VALUE}).")
    private Duration each = Duration.ofSeconds(20);

    @Override
    String id() {
        return "floods";
    }

    @Override
    String title() {
        return "Strangers who flood the hub";
    }

    @Override
    String measure() throws IOException {
        Path directory = options.fresh("floods");
        String tables = new Floods(directory, hub.jar, hub.java, each).measure(devices, strangers, rounds);
        RunOptions.delete(directory);
        return tables + "\n" + devices + " healthy devices of five frames a second each; " + strangers
                + " strangers come within " + each.toSeconds()
                + " s of each attack, one after the other, from the same machine. Goals: p99 rises by less than 20 %,"
                + " memory is flat, all strangers are gone within their limit.";
    }
}
