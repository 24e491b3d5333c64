package hub.simulator;

import hub.protocol.DeviceId;
import hub.simulator.fleet.Fleet;
import hub.simulator.fleet.FleetPlan;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: a fleet that measures the smog of a made-up city. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Simulates a fleet of smog sensors until it is interrupted or --duration is over.")
@SuppressWarnings("NullAway.Init") // Set by picocli, all of them, before anything reads them.
final class RunCommand implements Callable<Integer> {

    private static final Duration A_YEAR = Duration.ofDays(366);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private WindowOption window;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many devices (default: ${DEFAULT-VALUE}).")
    private int devices;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT5S",
            description = "The time between two samples of a device (default: ${DEFAULT-VALUE}).")
    private Duration interval;

    @Option(
            names = "--readings-per-frame",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many readings a device gathers before it sends them; a sample is never split"
                    + " (default: ${DEFAULT-VALUE}, a frame for every sample).")
    private int readingsPerFrame;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "How long to sample; then ends when all is acknowledged (default: until interrupted).")
    private @Nullable Duration duration;

    @Option(
            names = "--buffer",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many frames a device keeps; when it is full the oldest unsent one is dropped"
                    + " (default: ${DEFAULT-VALUE}).")
    private int buffer;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "sensor-",
            description = "What device ids begin with (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "The city: the same seed has the same weather and the same stations (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            FleetPlan plan = plan();
            Tokens tokens = connection.tokens();
            Simulation simulation = new Simulation(connection, window.linkSettings(connection, buffer));
            return simulation.run(() -> simulate(simulation, plan, tokens));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private FleetPlan plan() {
        ConnectionOptions.requireAtLeastOne("--devices", devices);
        ConnectionOptions.requireAtLeastOne("--readings-per-frame", readingsPerFrame);
        ConnectionOptions.requireWithin("--interval", interval, A_YEAR);
        if (duration != null) {
            ConnectionOptions.requireWithin("--duration", duration, A_YEAR);
        }
        FleetPlan plan = new FleetPlan(devices, prefix, interval, readingsPerFrame, seed);
        Optional<DeviceId> longest = DeviceId.parse(plan.deviceName(devices - 1));
        if (longest.isEmpty()) {
            throw new IllegalArgumentException("--prefix '" + prefix + "' makes no device ids");
        }
        return plan;
    }

    private void simulate(Simulation simulation, FleetPlan plan, Tokens tokens) throws InterruptedException {
        long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        Fleet fleet = new Fleet(plan, simulation.threads(), tokens::of, InstantSource.system(), new SecureRandom());
        boolean stopping = false;
        while (!stopping && (duration == null || end - System.nanoTime() > 0)) {
            stopping = simulation.tick() || simulation.tally().isHopeless();
        }
        if (!stopping) {
            fleet.finish().join();
            simulation.awaitSettled();
        }
    }
}
