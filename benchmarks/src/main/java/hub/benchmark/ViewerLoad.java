package hub.benchmark;

import hub.benchmark.socket.LoadPlan;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How many viewers follow how much. */
final class ViewerLoad {

    private static final int IN_FLIGHT = 16;
    private static final int READINGS_A_SAMPLE = 5;

    @Option(names = "--viewers", paramLabel = "N", description = "Of mode every (default: ${DEFAULT-VALUE}).")
    int viewers = 100;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Connections that send; the hub lets a viewer follow 100 (default: ${DEFAULT-VALUE}).")
    int devices = 100;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Samples of five readings a second, of all devices (default: ${DEFAULT-VALUE}).")
    int samples = 2_000;

    /** What devices send. */
    LoadPlan plan(Duration warmUp, Duration measured) {
        return new LoadPlan(devices, IN_FLIGHT, READINGS_A_SAMPLE, samples, warmUp, measured);
    }
}
