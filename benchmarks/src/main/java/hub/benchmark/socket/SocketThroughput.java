package hub.benchmark.socket;

import hub.benchmark.process.HubApi;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.Usage;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Durable readings a second over sockets: as many as go, then half of that for the time of acknowledgements. */
public final class SocketThroughput {

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;
    private final Table table = new Table(
            "frames of",
            "load",
            "readings/s",
            "frames/s",
            "ack p50, ms",
            "p99, ms",
            "longest, ms",
            "hub CPU, s per million",
            "generator CPU, s per million");

    /**
     * A measurement.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     */
    public SocketThroughput(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /** Measures frames of a size: all that goes, half of that, and half of what is the goal, in readings a second. */
    public SocketThroughput measure(LoadPlan full, double goal) throws IOException {
        int readings = full.readingsPerFrame();
        Load most = run("full-" + readings, full);
        row(readings, "all that goes", most);
        row(readings, "half of it", run("half-" + readings, full.at(most.framesPerSecond() / 2)));
        row(readings, "half of the goal", run("goal-" + readings, full.at(goal / readings / 2)));
        return this;
    }

    /** What was measured. */
    public Table table() {
        return table;
    }

    private Load run(String name, LoadPlan plan) throws IOException {
        Progress.say("sockets: " + name);
        Path log = directory.resolve("hub.log");
        try (HubProcess hub = HubProcess.start(hubJar, directory.resolve(name), log, javaOptions, "--port", "0")) {
            URI address = hub.address();
            Usage usage = hub.usage();
            try (Generator generator = Generator.connect(address, plan, "bench-")) {
                Load load = generator.run(usage::cpuNanos);
                requireStored(new HubApi(address), generator.acknowledgedReadings());
                return load;
            }
        }
    }

    /** Frames that were received and not yet acknowledged when a run ends are acknowledged before it is asked. */
    private static void requireStored(HubApi hub, long acknowledged) throws IOException {
        long stored = hub.storedReadings();
        if (stored != acknowledged) {
            throw new IOException("acknowledged " + acknowledged + " readings, stored " + stored);
        }
    }

    private void row(int readings, String what, Load load) {
        double millions = load.readings() / 1e6;
        table.row(
                readings,
                what,
                Figures.of(Math.round(load.readingsPerSecond())),
                Figures.of(Math.round(load.framesPerSecond())),
                Figures.millis(load.p50Nanos()),
                Figures.millis(load.p99Nanos()),
                Figures.millis(load.longestNanos()),
                Figures.of(load.hubCpuNanos() / 1e9 / millions),
                Figures.of(load.generatorCpuNanos() / 1e9 / millions));
    }
}
