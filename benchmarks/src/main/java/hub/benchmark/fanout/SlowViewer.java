package hub.benchmark.fanout;

import hub.benchmark.process.HubApi;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.Patience;
import hub.benchmark.process.Usage;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Latencies;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.socket.Generator;
import hub.benchmark.socket.LoadPlan;
import hub.benchmark.socket.MicroClock;
import hub.benchmark.socket.SampleTimes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One of many viewers stops reading for a while: what the others feel, what the hub holds for it, and what it has in the end. */
public final class SlowViewer {

    private static final String PREFIX = "slow-";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration AFTER = Duration.ofSeconds(2);

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;
    private final MicroClock clock = new MicroClock();
    private long resumedMicros;

    /**
     * A measurement.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     */
    public SlowViewer(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures.
     *
     * @param plan of samples at a pace; its duration is how long one does not read, and the quiet time before it
     */
    public String measure(LoadPlan plan, int viewers) throws IOException {
        // At 10,000 readings a second 30 s of them are what a snapshot may have.
        Duration history = plan.duration().dividedBy(2);
        Path log = directory.resolve("hub.log");
        try (HubProcess hub = HubProcess.start(hubJar, directory.resolve("data"), log, javaOptions, "--port", "0")) {
            URI address = hub.address();
            try (Viewers others = Viewers.connect(address, viewers - 1, subscription(Duration.ZERO), clock);
                    Viewers slow = Viewers.connect(address, 1, subscription(history), clock);
                    Generator generator = Generator.connect(address, plan, SampleTimes.sent(clock), PREFIX)) {
                HeldReadings held = new HeldReadings();
                slow.handTo(held);
                slow.limitBuffers();
                others.awaitSnapshots(1);
                slow.awaitSnapshots(1);
                Usage usage = hub.usage();
                Table latencies = stall(usage, generator, others, slow, plan);
                Table heap = catchUp(usage, generator, slow, held);
                Progress.say("slow-viewer: it reads again, for " + AFTER);
                generator.run(usage::cpuNanos, AFTER);
                return latencies + "\n" + heap + "\n" + compare(new HubApi(address), held);
            }
        }
    }

    private static Table stall(Usage hub, Generator generator, Viewers others, Viewers slow, LoadPlan plan)
            throws IOException {
        Table table = new Table("the others", "send → delivery p50, ms", "p99, ms", "longest, ms", "p99 rises by");
        Progress.say("slow-viewer: warming up");
        took(hub, generator, others, plan.warmUp());
        Progress.say("slow-viewer: all read, for " + plan.duration());
        Latencies quiet = took(hub, generator, others, plan.duration());
        row(table, "all read", quiet, quiet);
        slow.pause();
        Progress.say("slow-viewer: one does not read, for " + plan.duration());
        row(table, "one does not read", took(hub, generator, others, plan.duration()), quiet);
        return table;
    }

    private static Latencies took(Usage hub, Generator generator, Viewers viewers, Duration time) throws IOException {
        generator.run(hub::cpuNanos, time);
        viewers.awaitDeltas(generator.acknowledgedReadings());
        return viewers.takeLatencies();
    }

    private static String subscription(Duration history) {
        return "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"every\",\"prefix\":\"" + PREFIX + "\",\"history\":\""
                + history + "\"}";
    }

    private static void row(Table table, String what, Latencies took, Latencies before) {
        double p99 = took.percentile(99);
        table.row(
                what,
                Figures.millis(took.percentile(50)),
                Figures.millis(p99),
                Figures.millis(took.longest()),
                Figures.of(100 * (p99 / before.percentile(99) - 1)) + " %");
    }

    /** Nothing is sent meanwhile: so what the hub holds less afterwards it held for that viewer. */
    private Table catchUp(Usage hub, Generator generator, Viewers slow, HeldReadings held) throws IOException {
        long stalled = hub.liveHeapBytes();
        long snapshots = slow.snapshots();
        held.begin();
        resumedMicros = clock.micros();
        slow.resume();
        long took = Patience.until(
                "the slow viewer has caught up",
                PATIENCE,
                () -> slow.snapshots() > snapshots || slow.leastDeltas() == generator.acknowledgedReadings());
        return new Table(
                        "live heap of the hub, KiB: one does not read",
                        "it has caught up",
                        "it took, s",
                        "its new snapshots")
                .row(
                        Figures.of(stalled >> 10),
                        Figures.of(hub.liveHeapBytes() >> 10),
                        Figures.of(took / 1e9),
                        slow.snapshots() - snapshots);
    }

    private Table compare(HubApi api, HeldReadings held) throws IOException {
        Map<String, Map<Long, Double>> history = new HashMap<>();
        Patience.until("the slow viewer has as many readings as history", PATIENCE, () -> {
            history.clear();
            history.putAll(api.readings(held.firstMicros()));
            return held.count()
                    == history.values().stream().mapToLong(Map::size).sum();
        });
        return new Table("it holds", "going back by, s", "history over HTTP has", "different or not in both")
                .row(
                        Figures.of(held.count()),
                        Figures.of((resumedMicros - held.firstMicros()) / 1e6),
                        Figures.of(
                                history.values().stream().mapToLong(Map::size).sum()),
                        Figures.of(different(held.byName(), history)));
    }

    private static long different(Map<String, Map<Long, Double>> ones, Map<String, Map<Long, Double>> others) {
        Set<String> names = new HashSet<>(ones.keySet());
        names.addAll(others.keySet());
        long different = 0;
        for (String name : names) {
            Set<Map.Entry<Long, Double>> one = ones.getOrDefault(name, Map.of()).entrySet();
            Set<Map.Entry<Long, Double>> other =
                    others.getOrDefault(name, Map.of()).entrySet();
            different +=
                    one.stream().filter(reading -> !other.contains(reading)).count();
            different +=
                    other.stream().filter(reading -> !one.contains(reading)).count();
        }
        return different;
    }
}
