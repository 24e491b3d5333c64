package hub.benchmark.statement;

import hub.benchmark.data.DataSet;
import hub.benchmark.process.HubApi;
import hub.benchmark.process.HubImport;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.Usage;
import hub.benchmark.report.Beside;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Latencies;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.socket.Generator;
import hub.benchmark.socket.LoadPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients run the worst statements that are allowed, again and again; what devices that send feel of it. */
public final class WorstStatements {

    /** Joins without an end, sorts, groups and windows that take memory without an end, buckets of all. */
    private static final List<String> WORST = List.of(
            "SELECT count(*) FROM readings a, readings b, readings c WHERE a.value + b.value + c.value = 0.12345",
            "SELECT a.value FROM readings a, readings b, readings c ORDER BY a.value, b.value",
            "SELECT count(DISTINCT a.value * b.value * c.value) FROM readings a, readings b, readings c",
            "SELECT a.time, b.time, c.value, count(*) FROM readings a, readings b, readings c GROUP BY a.time, b.time, c.value",
            "SELECT a.time, sum(a.value) OVER (ORDER BY a.time, b.time) FROM readings a, readings b",
            "SELECT DISTINCT a.time, b.time, c.time FROM readings a, readings b, readings c",
            "SELECT median(a.value * b.value) FROM readings a, readings b",
            "SELECT * FROM buckets('PT1S', 'UTC', 'p50,p95') a ORDER BY a.p50",
            "SELECT * FROM readings a, readings b ORDER BY a.time DESC, b.time",
            "SELECT count(*) FROM readings a WHERE EXISTS (SELECT 1 FROM readings b WHERE b.value > a.value + 1000)");

    private static final List<String> OUTCOMES =
            List.of("answered", "timeout", "memory", "too-large", "busy", "failed");
    private static final long STATEMENT_PATIENCE_SECONDS = 90;
    private static final long BUSY_PAUSE_MILLIS = 50;
    private static final String RUNNING = "hub_sql_running";

    /** As many as may run at a time, unless the hub is told otherwise. */
    private static final int PLACES = 2;

    /** Alone and beside by turns, so that neither has the machine's better minutes; two of the statements each time. */
    private static final int TURNS = WORST.size() / PLACES;

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;

    /**
     * A measurement.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     */
    public WorstStatements(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures.
     *
     * @param set what the hub has
     * @param plan of the devices; its duration is how long they are measured alone, and beside the statements, in all
     */
    public String measure(DataSet set, LoadPlan plan, int clients) throws IOException {
        Path data = directory.resolve("data");
        HubImport.load(set, hubJar, data, directory.resolve("import.log"));
        try (HubProcess hub =
                HubProcess.start(hubJar, data, directory.resolve("hub.log"), javaOptions, "--port", "0")) {
            URI address = hub.address();
            Usage usage = hub.usage();
            HubApi api = new HubApi(address);
            try (Generator devices = Generator.connect(address, plan, "live-")) {
                Duration each = plan.duration().dividedBy(TURNS);
                devices.run(usage::cpuNanos, each);
                Latencies alone = new Latencies();
                Latencies beside = new Latencies();
                for (int turn = 0; turn < TURNS; turn++) {
                    Progress.say("statements: turn " + (turn + 1) + " of " + TURNS);
                    alone.add(devices.run(usage::cpuNanos, each).latencies());
                    ExecutorService asking = ask(api, address, clients, turn * PLACES);
                    beside.add(devices.run(usage::cpuNanos, each).latencies());
                    asking.shutdownNow();
                    awaitRunning(api, 0);
                }
                return Beside.of("beside the statements", alone, beside) + "\n" + outcomes(api, usage);
            }
        }
    }

    /** Clients that ask until they are interrupted. The first ones have a place before the others come. */
    private static ExecutorService ask(HubApi api, URI hub, int clients, int first) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        HttpClient http = HttpClient.newHttpClient();
        for (int client = 0; client < clients; client++) {
            HttpRequest request = HttpRequest.newBuilder(hub.resolve("/api/v1/sql"))
                    .POST(HttpRequest.BodyPublishers.ofString(WORST.get((first + client) % WORST.size())))
                    .build();
            threads.execute(() -> askAgainAndAgain(http, request));
            awaitRunning(api, Math.min(client + 1, PLACES));
        }
        return threads;
    }

    private static void askAgainAndAgain(HttpClient http, HttpRequest request) {
        while (true) {
            try {
                int status = http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 503) {
                    TimeUnit.MILLISECONDS.sleep(BUSY_PAUSE_MILLIS);
                }
            } catch (IOException e) {
                // An answer that breaks off is how some of them end.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Until so many statements run, at least; none if it is 0. */
    private static void awaitRunning(HubApi api, int count) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STATEMENT_PATIENCE_SECONDS);
        for (double now = api.metric(RUNNING); count == 0 ? now > 0 : now < count; now = api.metric(RUNNING)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(now + " statements run instead of " + count);
            }
        }
    }

    private static Table outcomes(HubApi api, Usage usage) throws IOException {
        String[] columns = new String[OUTCOMES.size() + 2];
        Object[] counts = new Object[columns.length];
        columns[0] = "statements";
        counts[0] = "how many";
        for (int i = 0; i < OUTCOMES.size(); i++) {
            columns[i + 1] = OUTCOMES.get(i);
            counts[i + 1] = Math.round(api.metric("hub_sql_statements_total{outcome=\"" + OUTCOMES.get(i) + "\"}"));
        }
        columns[columns.length - 1] = "resident, MiB";
        counts[columns.length - 1] = Figures.of(usage.residentBytes() >> 20);
        return new Table(columns).row(counts);
    }
}
