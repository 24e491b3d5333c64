package hub.benchmark.connection;

import hub.benchmark.process.HubApi;
import hub.benchmark.process.HubProcess;
import hub.benchmark.process.Patience;
import hub.benchmark.process.SimulatorProcess;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What connections cost that send seldom, and how soon all are back after the hub was gone. */
public final class ManyConnections {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration WARM_UP_INTERVAL = Duration.ofMillis(500);

    private final Programs programs;
    private final int devices;
    private final Duration interval;
    private final Duration watched;
    private final Table table = new Table("figure", "measured", "goal");

    /** Readings that devices had sent, or were to send, when they were stopped. */
    private long unsettled;

    /**
     * A measurement.
     *
     * @param interval between two samples of a device
     * @param watched for how long processor time is taken
     */
    public ManyConnections(Programs programs, int devices, Duration interval, Duration watched) {
        this.programs = programs;
        this.devices = devices;
        this.interval = interval;
        this.watched = watched;
    }

    /** Measures. */
    public Table measure() throws IOException {
        try (HubProcess hub = hub("0")) {
            URI address = hub.address();
            HubApi api = new HubApi(address);
            long stored = warmUp(address, api);
            long idle = hub.usage().liveHeapBytes();
            long idleResident = hub.usage().residentBytes();
            stored += cost(hub, address, api, idle, idleResident);
            comeBack(hub, address, stored);
        }
        return table;
    }

    private HubProcess hub(String port) throws IOException {
        return HubProcess.start(
                programs.hubJar(),
                programs.directory().resolve("data"),
                programs.hubLog(),
                programs.hubJava(),
                "--port",
                port);
    }

    /** Classes and compiled code belong to no connection. Returns how many readings were acknowledged. */
    private long warmUp(URI address, HubApi api) throws IOException {
        Progress.say("connections: warming up");
        try (SimulatorProcess few =
                fleet(address, "warm-", Math.min(devices, 1_000), WARM_UP_INTERVAL, Duration.ofSeconds(15))) {
            SimulatorProcess.Summary end = few.summary();
            unsettled += end.number("unacknowledged");
            awaitConnections(api, 0);
            return end.number("acknowledged");
        }
    }

    /** With all connected, less the same hub when they are gone: it knows them then as before. */
    private long cost(HubProcess hub, URI address, HubApi api, long idle, long idleResident) throws IOException {
        try (SimulatorProcess fleet = fleet(address, interval)) {
            row("all connected after", seconds(awaitConnections(api, devices)), "–");
            Progress.say("connections: watching for " + watched);
            // Until what runs often is compiled.
            Patience.pass(watched.dividedBy(2));
            long cpu = hub.usage().cpuNanos();
            long start = System.nanoTime();
            Patience.pass(watched);
            double share = (double) (hub.usage().cpuNanos() - cpu) / (System.nanoTime() - start);
            long heap = hub.usage().liveHeapBytes();
            long resident = hub.usage().residentBytes();
            fleet.stop();
            SimulatorProcess.Summary end = fleet.summary();
            unsettled += end.number("unacknowledged");
            awaitConnections(api, 0);
            long heapEach = (heap - hub.usage().liveHeapBytes()) / devices;
            // The heap was touched before, so this is all that is beside it.
            long nativeEach = Math.max(0, resident - idleResident) / devices;
            row("heap a connection, bytes", Figures.of(heapEach), "≤ 4,096");
            row("resident memory a connection, bytes", Figures.of(heapEach + nativeEach), "≤ 8,192");
            row("heap a device with all that is kept of it, bytes", Figures.of((heap - idle) / devices), "–");
            row("resident memory of the hub with all connected, MiB", Figures.of(resident >> 20), "–");
            row("processor, share of a core", Figures.of(100 * share) + " %", "≤ 15 %");
            return end.number("acknowledged");
        }
    }

    /** A second fleet of the same devices, whose hub is killed under it. */
    private void comeBack(HubProcess hub, URI address, long before) throws IOException {
        try (SimulatorProcess fleet = fleet(address, interval.dividedBy(4))) {
            awaitConnections(new HubApi(address), devices);
            Patience.pass(interval.dividedBy(4));
            Progress.say("connections: the hub is killed and comes back");
            hub.close();
            Patience.pass(Duration.ofSeconds(2));
            try (HubProcess next = hub(String.valueOf(address.getPort()))) {
                next.address();
                HubApi api = new HubApi(address);
                row("all back after the hub's return", seconds(awaitConnections(api, devices)), "≤ 20 s");
                Patience.pass(Duration.ofSeconds(10));
                fleet.stop();
                SimulatorProcess.Summary end = fleet.summary();
                long acknowledged = before + end.number("acknowledged");
                long stored = api.storedReadings();
                row("readings acknowledged", Figures.of(acknowledged), "–");
                row("acknowledged and not stored", Figures.of(Math.max(0, acknowledged - stored)), "0");
                row("stored, and not acknowledged when the devices stopped", surplus(stored - acknowledged, end), "–");
                row("dropped by the devices, or devices turned away", Figures.of(dropped(end)), "0");
            }
        }
    }

    /** What was on its way when a fleet was stopped may be stored; more than that would be stored twice. */
    private String surplus(long surplus, SimulatorProcess.Summary end) throws IOException {
        unsettled += end.number("unacknowledged");
        return Figures.of(Math.max(0, surplus)) + " of " + Figures.of(unsettled);
    }

    private static long dropped(SimulatorProcess.Summary end) throws IOException {
        return end.number("dropped") + end.number("turned-away");
    }

    private long awaitConnections(HubApi api, int count) throws IOException {
        return Patience.until(count + " devices connected", LONG, () -> api.metric("hub_device_connections") == count);
    }

    private SimulatorProcess fleet(URI address, Duration every) throws IOException {
        return fleet(address, "scale-", devices, every, Duration.ofHours(1));
    }

    private SimulatorProcess fleet(URI address, String prefix, int count, Duration every, Duration duration)
            throws IOException {
        return SimulatorProcess.start(
                programs.simulatorJar(),
                programs.simulatorLog(),
                List.of(),
                "run",
                "--hub",
                "ws://" + address.getHost() + ":" + address.getPort(),
                "--devices",
                String.valueOf(count),
                "--interval",
                every.toString(),
                "--duration",
                duration.toString(),
                "--connect-rate",
                "2000",
                "--backoff-cap",
                "PT10S",
                "--prefix",
                prefix,
                "--progress",
                "none");
    }

    private void row(String figure, String measured, String goal) {
        table.row(figure, measured, goal);
    }

    private static String seconds(long nanos) {
        return Figures.of(nanos / 1e9) + " s";
    }
}
