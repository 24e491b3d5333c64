package hub.benchmark.connection;

import hub.benchmark.process.HubApi;
import hub.benchmark.process.HubApi.Event;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.Patience;
import hub.benchmark.process.SimulatorProcess;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Devices that are gone without a word, of which no FIN tells: whether the hub finds each, and no other. */
public final class HalfOpen {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A twentieth of the heartbeat, as the hub has it. */
    private static final Duration SWEEP = Duration.ofMillis(500);

    private static final String FROZEN = "frozen-";
    private static final String UNPLUGGED = "unplugged-";
    private static final String HEALTHY = "healthy-";

    private final Programs programs;
    private final int frozen;
    private final int unplugged;
    private final int healthy;
    private final Duration interval;

    /**
     * A measurement.
     *
     * @param frozen devices of a process that is stopped
     * @param unplugged devices behind a cable that is pulled; needs root and Linux
     * @param healthy devices that send all the time
     * @param interval between two samples of those
     */
    public HalfOpen(Programs programs, int frozen, int unplugged, int healthy, Duration interval) {
        this.programs = programs;
        this.frozen = frozen;
        this.unplugged = unplugged;
        this.healthy = healthy;
        this.interval = interval;
    }

    /** Measures. */
    public Table measure() throws IOException {
        List<AutoCloseable> parts = new ArrayList<>();
        try {
            return measure(parts);
        } finally {
            for (int i = parts.size() - 1; i >= 0; i--) {
                close(parts.get(i));
            }
        }
    }

    private static void close(AutoCloseable part) throws IOException {
        try {
            part.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private Table measure(List<AutoCloseable> parts) throws IOException {
        HubProcess hub = HubProcess.start(
                programs.hubJar(),
                programs.directory().resolve("data"),
                programs.hubLog(),
                programs.hubJava(),
                "--port",
                "0",
                "--heartbeat-seconds",
                String.valueOf(HEARTBEAT.toSeconds()),
                "--heartbeat-timeout-seconds",
                String.valueOf(TIMEOUT.toSeconds()));
        parts.add(hub);
        URI address = hub.address();
        HubApi api = new HubApi(address);
        parts.add(fleet(address, List.of(), HEALTHY, healthy, interval));
        SimulatorProcess toFreeze = fleet(address, List.of(), FROZEN, frozen, Duration.ofSeconds(2));
        parts.add(toFreeze);
        Cable cable = unplugged > 0 ? plug(address, parts) : () -> {};
        int all = frozen + unplugged + healthy;
        Progress.say("half-open: " + all + " devices connect");
        Patience.until(all + " devices online", LONG, () -> api.metric("hub_devices{state=\"online\"}") == all);
        Patience.pass(HEARTBEAT);
        long cpu = hub.usage().cpuNanos();
        double readings = api.metric("hub_readings_stored_total");
        long cut = System.currentTimeMillis();
        toFreeze.freeze();
        cable.pull();
        long pulled = System.currentTimeMillis();
        Progress.say("half-open: " + (frozen + unplugged) + " are gone without a word");
        Patience.pass(HEARTBEAT.plus(TIMEOUT).plusSeconds(5));
        double seconds = (System.currentTimeMillis() - cut) / 1e3;
        double busy = (hub.usage().cpuNanos() - cpu) / 1e9 / seconds;
        double rate = (api.metric("hub_readings_stored_total") - readings) / seconds;
        return table(api.events(cut), cut, pulled, busy, rate);
    }

    private Cable plug(URI address, List<AutoCloseable> parts) throws IOException {
        CutNetwork network = CutNetwork.open();
        parts.add(network);
        parts.add(fleet(address, network.command(), UNPLUGGED, unplugged, Duration.ofSeconds(2)));
        return network::cut;
    }

    private interface Cable {
        void pull() throws IOException;
    }

    private SimulatorProcess fleet(URI address, List<String> before, String prefix, int devices, Duration every)
            throws IOException {
        return SimulatorProcess.start(
                programs.simulatorJar(),
                programs.simulatorLog(),
                before,
                "run",
                "--hub",
                "ws://" + address.getHost() + ":" + address.getPort(),
                "--devices",
                String.valueOf(devices),
                "--interval",
                every.toString(),
                "--prefix",
                prefix,
                "--progress",
                "none");
    }

    private Table table(List<Event> events, long cut, long pulled, double busy, double rate) {
        List<Event> dead = events.stream()
                .filter(event ->
                        event.type().equals("offline") && event.reason().equals("no-heartbeat"))
                .toList();
        long limit = HEARTBEAT.plus(TIMEOUT).plus(SWEEP).toMillis();
        Table table = new Table("figure", "measured", "goal");
        row(table, "frozen process", dead, FROZEN, frozen, cut, limit);
        row(table, "pulled cable", dead, UNPLUGGED, unplugged, pulled, limit);
        long wrong = events.stream()
                .filter(event ->
                        event.device().startsWith(HEALTHY) && event.type().equals("offline"))
                .count();
        table.row("healthy devices taken for dead", wrong + " of " + Figures.of(healthy), "0");
        table.row("readings stored a second meanwhile", Figures.of(Math.round(rate)), "–");
        table.row("processors that the hub kept busy", Figures.of(busy), "–");
        return table;
    }

    private static void row(
            Table table, String what, List<Event> dead, String prefix, int devices, long since, long limit) {
        long found =
                dead.stream().filter(event -> event.device().startsWith(prefix)).count();
        long latest = dead.stream()
                .filter(event -> event.device().startsWith(prefix))
                .mapToLong(event -> event.millis() - since)
                .max()
                .orElse(0);
        table.row(what + ": found", found + " of " + devices, "all");
        table.row(what + ": the last one after", Figures.of(latest) + " ms", "≤ " + Figures.of(limit) + " ms");
    }
}
