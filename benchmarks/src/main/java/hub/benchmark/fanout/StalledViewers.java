package hub.benchmark.fanout;

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
import org.jspecify.annotations.Nullable;

/** Many viewers that do not read at all, beside some that do: what those feel, and what the hub holds for the many. */
public final class StalledViewers {

    private static final String PREFIX = "stalled-";

    /** A hub's own socket and others that look on for a moment. */
    private static final int SPARE_VIEWERS = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;
    private final MicroClock clock = new MicroClock();
    private final Table others = new Table(
            "those who read", "send → delivery p50, ms", "p99, ms", "longest, ms", "p99 rises by", "hub CPU, cores");

    /**
     * A measurement.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param javaOptions of the hub's runtime; may be empty
     */
    public StalledViewers(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures.
     *
     * @param plan of samples at a pace; its duration is that of each part
     * @param reading how many viewers read
     * @param stalled how many do not
     */
    public String measure(LoadPlan plan, int reading, int stalled) throws IOException {
        String most = String.valueOf(reading + stalled + SPARE_VIEWERS);
        Path log = directory.resolve("hub.log");
        try (HubProcess hub = HubProcess.start(
                hubJar, directory.resolve("data"), log, javaOptions, "--port", "0", "--max-viewers", most)) {
            URI address = hub.address();
            try (Viewers readers = Viewers.connect(address, reading, subscription(), clock);
                    Generator generator = Generator.connect(address, plan, SampleTimes.sent(clock), PREFIX)) {
                readers.awaitSnapshots(1);
                return beside(hub.usage(), address, generator, readers, plan, stalled);
            }
        }
    }

    private String beside(Usage hub, URI address, Generator generator, Viewers readers, LoadPlan plan, int stalled)
            throws IOException {
        Progress.say("stalled-viewers: warming up");
        took(hub, generator, readers, plan.warmUp());
        Progress.say("stalled-viewers: all read, for " + plan.duration());
        Latencies quiet = row("all read", hub, generator, readers, plan.duration(), null);
        long held;
        try (Viewers stalling = Viewers.connect(address, stalled, subscription(), clock)) {
            stalling.awaitSnapshots(1);
            stalling.limitBuffers();
            stalling.pause();
            Progress.say("stalled-viewers: " + stalled + " more do not read; until their buffers are full, for "
                    + plan.warmUp());
            took(hub, generator, readers, plan.warmUp());
            Progress.say("stalled-viewers: for " + plan.duration());
            row(stalled + " more do not", hub, generator, readers, plan.duration(), quiet);
            held = hub.liveHeapBytes();
        }
        return others + "\n" + heap(hub, held, stalled);
    }

    /** Nothing is sent meanwhile: what the hub holds less once they are gone it held for them. */
    private static Table heap(Usage hub, long held, int stalled) throws IOException {
        long[] after = {hub.liveHeapBytes()};
        Patience.until("the hub has let go of viewers that are gone", PATIENCE, () -> {
            long before = after[0];
            after[0] = hub.liveHeapBytes();
            return after[0] >= before;
        });
        return new Table(
                        "live heap of the hub, KiB: so many do not read",
                        "they are gone",
                        "a viewer that does not read, KiB")
                .row(
                        Figures.of(held >> 10),
                        Figures.of(after[0] >> 10),
                        Figures.of((held - after[0]) / 1024.0 / stalled));
    }

    private Latencies row(
            String what, Usage hub, Generator generator, Viewers readers, Duration time, @Nullable Latencies before)
            throws IOException {
        long cpu = hub.cpuNanos();
        Latencies took = took(hub, generator, readers, time);
        double p99 = took.percentile(99);
        others.row(
                what,
                Figures.millis(took.percentile(50)),
                Figures.millis(p99),
                Figures.millis(took.longest()),
                before == null ? "–" : Figures.of(100 * (p99 / before.percentile(99) - 1)) + " %",
                Figures.of((double) (hub.cpuNanos() - cpu) / time.toNanos()));
        return took;
    }

    private static Latencies took(Usage hub, Generator generator, Viewers viewers, Duration time) throws IOException {
        generator.run(hub::cpuNanos, time);
        viewers.awaitDeltas(generator.acknowledgedReadings());
        return viewers.takeLatencies();
    }

    private static String subscription() {
        return "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"every\",\"prefix\":\"" + PREFIX
                + "\",\"history\":\"PT0S\"}";
    }
}
