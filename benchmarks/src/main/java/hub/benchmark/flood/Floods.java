package hub.benchmark.flood;

import hub.benchmark.process.HubApi;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.Usage;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Latencies;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.socket.Generator;
import hub.benchmark.socket.Load;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Quiet times and attacks in turns: how long acknowledgements take in both, and what becomes of the attackers. */
public final class Floods {

    private static final String HEAD = "hub_head_readings";

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;
    private final Duration spread;
    private final Latencies allQuiet = new Latencies();
    private final Latencies allAttacked = new Latencies();
    private final List<Stranger> strangers = new ArrayList<>();

    /**
     * A measurement.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     * @param each how long each quiet time and each attack is
     */
    public Floods(Path directory, Path hubJar, String javaOptions, Duration each) {
        this.spread = each;
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures.
     *
     * @param devices healthy ones, of five frames a second each
     * @param attackers in each round, under the same names again
     */
    public String measure(int devices, int attackers, int rounds) throws IOException {
        Table latencies =
                new Table("round", "quiet: ack p50, ms", "p99, ms", "attacked: p50, ms", "p99, ms", "p99 rises by");
        LoadPlan plan = new LoadPlan(devices, 16, 5, 5.0 * devices, Duration.ofSeconds(1), spread);
        try (HubProcess hub = HubProcess.start(
                hubJar, directory.resolve("data"), directory.resolve("hub.log"), javaOptions, "--port", "0")) {
            URI address = hub.address();
            Usage usage = hub.usage();
            try (Generator healthy = Generator.connect(address, plan, "healthy-")) {
                Progress.say("floods: warming up");
                healthy.run(usage::cpuNanos);
                attacked(address, healthy, usage, attackers);
                strangers.clear();
                HubApi api = new HubApi(address);
                double readingsBefore = api.metric(HEAD);
                long heapBefore = usage.liveHeapBytes();
                long residentBefore = usage.residentBytes();
                for (int round = 1; round <= rounds; round++) {
                    Progress.say("floods: round " + round + " of " + rounds);
                    Latencies quiet = healthy.run(usage::cpuNanos).latencies();
                    Latencies attacked = attacked(address, healthy, usage, attackers);
                    row(latencies, String.valueOf(round), quiet, attacked);
                    allQuiet.add(quiet);
                    allAttacked.add(attacked);
                }
                row(latencies, "all together", allQuiet, allAttacked);
                Table memory = new Table("of the hub", "before the rounds", "after");
                memory.row("live heap, KiB", Figures.of(heapBefore >> 10), Figures.of(usage.liveHeapBytes() >> 10));
                memory.row("readings in memory that are to be folded", whole(readingsBefore), whole(api.metric(HEAD)));
                memory.row("resident, KiB", Figures.of(residentBefore >> 10), Figures.of(usage.residentBytes() >> 10));
                return latencies + "\n" + becameOfThem() + "\n" + memory;
            }
        }
    }

    private static void row(Table table, String round, Latencies quiet, Latencies attacked) {
        table.row(
                round,
                Figures.millis(quiet.percentile(50)),
                Figures.millis(quiet.percentile(99)),
                Figures.millis(attacked.percentile(50)),
                Figures.millis(attacked.percentile(99)),
                Figures.of(100 * (attacked.percentile(99) / quiet.percentile(99) - 1)) + " %");
    }

    private static String whole(double readings) {
        return Figures.of(Math.round(readings));
    }

    private Latencies attacked(URI address, Generator healthy, Usage usage, int attackers) throws IOException {
        Strangers crowd = new Strangers(address, attackers, spread);
        CompletableFuture<List<Stranger>> attack = CompletableFuture.supplyAsync(() -> {
            try {
                return crowd.attack();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        Load load = healthy.run(usage::cpuNanos);
        strangers.addAll(attack.join());
        return load.latencies();
    }

    private Table becameOfThem() {
        Table table = new Table("attack", "connections", "gone", "gone after, s: p50", "longest", "limit");
        for (Attack attack : Attack.values()) {
            List<Stranger> those =
                    strangers.stream().filter(one -> one.attack() == attack).toList();
            double[] took = those.stream()
                    .filter(Stranger::isGone)
                    .mapToDouble(one -> one.tookNanos() / 1e9)
                    .toArray();
            table.row(
                    attack.words(),
                    Figures.of((long) those.size()),
                    Figures.of((long) took.length),
                    Figures.of(Figures.median(took)),
                    Figures.of(Figures.most(took)),
                    attack.limit().toSeconds());
        }
        return table;
    }
}
