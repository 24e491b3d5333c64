package hub.benchmark.export;

import hub.benchmark.data.DataSet;
import hub.benchmark.process.HubApi;
import hub.benchmark.process.HubImport;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.PlainHttp;
import hub.benchmark.process.Usage;
import hub.benchmark.report.Beside;
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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Many clients take everything at once, beside devices that send: what the devices feel, and whether all clients get all. */
public final class Exports {

    /** Everything that was there before the devices sent; so all answers have the same bytes. */
    private static final String BEFORE_DEVICES = "2026-01-01T00:00:00Z";

    private static final Duration TURN = Duration.ofSeconds(2);

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;
    private final LongAdder taken = new LongAdder();

    /**
     * A measurement.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     */
    public Exports(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures.
     *
     * @param set what the hub has
     * @param plan of the devices; its duration is how long they are measured alone
     * @param clients each of which takes all of it
     * @param query which format, such as {@code format=csv}
     */
    public String measure(DataSet set, LoadPlan plan, int clients, String query) throws IOException {
        Path data = directory.resolve("data");
        HubImport.load(set, hubJar, data, directory.resolve("import.log"));
        try (HubProcess hub =
                HubProcess.start(hubJar, data, directory.resolve("hub.log"), javaOptions, "--port", "0")) {
            URI address = hub.address();
            Usage usage = hub.usage();
            try (Generator devices = Generator.connect(address, plan, "live-")) {
                Progress.say("exports: devices alone");
                Latencies alone = devices.run(usage::cpuNanos).latencies();
                String path = "/api/v1/readings?to=" + BEFORE_DEVICES + "&" + query;
                long start = System.nanoTime();
                CompletableFuture<List<Long>> exports = start(address, path, clients);
                Latencies beside = beside(devices, usage, exports, clients);
                List<Long> sizes = exports.join();
                double seconds = (System.nanoTime() - start) / 1e9;
                return Beside.of("beside the exports", alone, beside) + "\n"
                        + exported(sizes, seconds, usage, new HubApi(address));
            }
        }
    }

    private Latencies beside(Generator devices, Usage usage, CompletableFuture<?> exports, int clients)
            throws IOException {
        Latencies beside = new Latencies();
        long begin = System.nanoTime();
        while (!exports.isDone()) {
            Load load = devices.run(usage::cpuNanos, TURN);
            beside.add(load.latencies());
            Progress.say("exports: " + clients + " clients have taken " + (taken.sum() >> 20) + " MiB in "
                    + (System.nanoTime() - begin) / 1_000_000_000 + " s");
        }
        return beside;
    }

    private CompletableFuture<List<Long>> start(URI address, String path, int clients) {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<CompletableFuture<Long>> each = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> export(address, path), threads))
                .limit(clients)
                .toList();
        threads.shutdown();
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
    }

    private long export(URI address, String path) {
        try (PlainHttp http = new PlainHttp(address)) {
            return http.get(path, (buffer, count) -> taken.add(count));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Table exported(List<Long> sizes, double seconds, Usage usage, HubApi api) throws IOException {
        Set<Long> different = new TreeSet<>(sizes);
        long all = sizes.stream().mapToLong(Long::longValue).sum();
        return new Table(
                        "exports",
                        "complete",
                        "bytes of each",
                        "seconds in all",
                        "MB/s",
                        "cut",
                        "resident, MiB",
                        "live heap after, MiB")
                .row(
                        sizes.size(),
                        sizes.size(),
                        different.size() == 1 ? Figures.of(sizes.get(0)) : "**not the same: " + different + "**",
                        Figures.of(seconds),
                        Figures.of(all / seconds / 1e6),
                        Math.round(api.metric("hub_answers_cut_total")),
                        usage.residentBytes() >> 20,
                        usage.liveHeapBytes() >> 20);
    }
}
