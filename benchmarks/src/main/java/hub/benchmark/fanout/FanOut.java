package hub.benchmark.fanout;

import hub.benchmark.process.Forces;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.Patience;
import hub.benchmark.process.Usage;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Latencies;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.socket.Generator;
import hub.benchmark.socket.Load;
import hub.benchmark.socket.LoadPlan;
import hub.benchmark.socket.MicroClock;
import hub.benchmark.socket.Pace;
import hub.benchmark.socket.SampleTimes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Every reading to every viewer: how soon at a pace, and how many at the most, beside a bare broadcast. */
public final class FanOut {

    /** Readings of one moment, and so of one frame of a device. */
    static final int SAMPLE = 5;

    static final String PREFIX = "fan-";

    /** Without a past: what was sent before the viewer came is none of its deltas. */
    private static final String EVERY =
            "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"every\",\"prefix\":\"" + PREFIX + "\",\"history\":\"PT0S\"}";

    /**
     * Samples that the slowest viewer may be behind when as many go as can: as bytes less than the hub holds for a viewer,
     * so that it never has to leave out any.
     */
    private static final int AHEAD = 2_500;

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;
    private final MicroClock clock = new MicroClock();

    /**
     * A measurement.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     */
    public FanOut(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures.
     *
     * @param plan of samples at a pace
     * @param rounds of as much as goes, of hub and broadcast; may be 0
     * @param round how long each is
     */
    public String measure(LoadPlan plan, int viewers, int rounds, Duration round) throws IOException {
        Path log = directory.resolve("hub.log");
        try (HubProcess hub = HubProcess.start(hubJar, directory.resolve("data"), log, javaOptions, "--port", "0")) {
            URI address = hub.address();
            try (Viewers all = Viewers.connect(address, viewers, EVERY, clock);
                    Generator generator = Generator.connect(address, plan, SampleTimes.sent(clock), PREFIX)) {
                all.awaitSnapshots(1);
                Table paced = paced(hub.usage(), directory.resolve("forces.jfr"), generator, all, plan, viewers);
                return rounds == 0
                        ? paced.toString()
                        : paced + "\n" + saturated(hub, generator, all, round, viewers, rounds);
            }
        }
    }

    private static Table paced(
            Usage hub, Path recording, Generator generator, Viewers viewers, LoadPlan plan, int count)
            throws IOException {
        Progress.say("fan-out: " + Figures.of(plan.framesPerSecond()) + " samples a second to " + count + " viewers");
        // This one warms up; both are counted.
        generator.run(hub::cpuNanos, plan.warmUp());
        viewers.awaitDeltas(generator.acknowledgedReadings());
        viewers.takeLatencies();
        long viewersCpu = viewers.cpuNanos();
        Forces forces = Forces.recorded(hub, recording);
        Load load = generator.run(hub::cpuNanos, plan.duration());
        Latencies forced = forces.stop();
        long acknowledged = generator.acknowledgedReadings();
        viewers.awaitDeltas(acknowledged);
        Latencies took = viewers.takeLatencies();
        return new Table(
                        "samples/s",
                        "readings acknowledged",
                        "delivered to the viewer with the fewest",
                        "with the most",
                        "began anew",
                        "send → delivery p50, ms",
                        "p99, ms",
                        "longest, ms",
                        "ack p99, ms",
                        "force p50, ms",
                        "p99, ms",
                        "longest, ms",
                        "hub CPU, s/s",
                        "viewers CPU, s/s")
                .row(
                        Figures.of(Math.round(load.framesPerSecond())),
                        Figures.of(acknowledged),
                        Figures.of(viewers.leastDeltas()),
                        Figures.of(viewers.mostDeltas()),
                        Figures.of(viewers.snapshots() - count),
                        Figures.millis(took.percentile(50)),
                        Figures.millis(took.percentile(99)),
                        Figures.millis(took.longest()),
                        Figures.millis(load.p99Nanos()),
                        Figures.millis(forced.percentile(50)),
                        Figures.millis(forced.percentile(99)),
                        Figures.millis(forced.longest()),
                        Figures.of(load.hubCpuNanos() / (double) load.nanos()),
                        Figures.of((viewers.cpuNanos() - viewersCpu) / (double) load.nanos()));
    }

    private String saturated(HubProcess hub, Generator generator, Viewers viewers, Duration each, int count, int rounds)
            throws IOException {
        Progress.say("fan-out: as many as go, warming up");
        ofHub(hub.usage(), generator, viewers, each); // What only now becomes hot is compiled, beside, for ten seconds.
        Rate first = ofHub(hub.usage(), generator, viewers, each);
        int readings = Math.max(1, (int) (first.readings() / Math.max(1, first.frames())));
        Table table = new Table("round", "server", "readings/s", "frames/s", "readings a frame", "server CPU, s/s");
        double[] ratios = new double[rounds];
        try (HubProcess bare = HubProcess.standIn(
                Broadcast.class,
                directory.resolve("broadcast.log"),
                Broadcast.ADDRESS,
                String.valueOf(readings),
                String.valueOf(count))) {
            try (Viewers others = Viewers.connect(bare.address(), count, EVERY, clock)) {
                ofBare(bare.usage(), others, each);
                for (int round = 0; round < rounds; round++) {
                    Progress.say("fan-out: as many as go, round " + (round + 1) + " of " + rounds);
                    Rate ofHub = ofHub(hub.usage(), generator, viewers, each);
                    Rate ofBare = ofBare(bare.usage(), others, each);
                    ratios[round] = ofHub.perSecond() / ofBare.perSecond();
                    ofHub.row(table, round + 1, "hub");
                    ofBare.row(table, round + 1, "bare");
                }
            }
        }
        return table + "\nThe hub delivers " + Figures.of(Figures.median(ratios))
                + " times as many readings as the bare broadcast (least " + Figures.of(Figures.least(ratios))
                + ", most "
                + Figures.of(Figures.most(ratios)) + "); viewers that began anew: "
                + (viewers.snapshots() - count) + ", readings lost: "
                + (generator.acknowledgedReadings() - viewers.leastDeltas()) + ".";
    }

    /** Devices send as much as the slowest viewer takes. */
    private static Rate ofHub(Usage hub, Generator generator, Viewers viewers, Duration each) throws IOException {
        long before = viewers.leastDeltas();
        Pace pace = elapsed -> AHEAD + (viewers.leastDeltas() - before) / SAMPLE;
        Rate start = Rate.now(viewers, hub);
        generator.run(hub::cpuNanos, each, pace);
        viewers.awaitDeltas(generator.acknowledgedReadings());
        return Rate.now(viewers, hub).since(start);
    }

    /** It waits while its viewers do not read. */
    private static Rate ofBare(Usage bare, Viewers viewers, Duration each) throws IOException {
        viewers.resume();
        Rate start = Rate.now(viewers, bare);
        Patience.pass(each);
        Rate rate = Rate.now(viewers, bare).since(start);
        viewers.pause();
        return rate;
    }
}
