package hub.cli;

import hub.Hub;
import hub.HubConfig;
import hub.device.DeviceOptions;
import hub.device.RateLimit;
import hub.history.HistoryOptions;
import hub.http.MapTiles;
import hub.ingest.IngestLimits;
import hub.live.LiveOptions;
import hub.quality.QaRules;
import hub.security.AccessOptions;
import hub.security.Sessions;
import hub.sql.SqlOptions;
import hub.store.RetentionRules;
import hub.time.Clocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs a hub until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Runs the hub until SIGINT or SIGTERM.",
            "Every option may also come from the environment (--fold-age as HUB_FOLD_AGE) or from the configuration"
                    + " file (fold-age = PT10M); flags win over the environment, that over the file. 'config print' shows"
                    + " what comes of them."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    /** On without a value; with one, a flag can switch off what the environment has switched on. */
    static final String SWITCH = "0..1";

    @Spec
    @Nullable private CommandSpec spec;

    @Mixin
    private WebFlags web = new WebFlags();

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Where everything is kept.")
    private Path data = Path.of("data");

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "The file of token hashes. Default: tokens in the data directory.")
    @Nullable private Path tokens;

    @Option(
            names = "--anonymous-read",
            arity = SWITCH,
            fallbackValue = "true",
            defaultValue = "false",
            description = "Whoever shows nothing may read; places are rounded, and nothing else is let.")
    private boolean anonymousRead;

    @Option(
            names = "--session-idle",
            paramLabel = "DURATION",
            defaultValue = "PT12H",
            description = "When the session of a browser ends that asks nothing and has no live view open.")
    private Duration sessionIdle = Sessions.Limits.DEFAULT.idle();

    @Option(
            names = "--session-max",
            paramLabel = "DURATION",
            defaultValue = "P7D",
            description = "When a session ends, whatever happens.")
    private Duration sessionMax = Sessions.Limits.DEFAULT.most();

    @Option(
            names = "--heartbeat-seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How often a device is pinged.")
    private int heartbeatSeconds;

    @Option(
            names = "--heartbeat-timeout-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "A device that is silent for the heartbeat and this is dead; so is one that takes nothing of"
                    + " what it is sent.")
    private int heartbeatTimeoutSeconds;

    @Option(
            names = "--max-frame-bytes",
            paramLabel = "N",
            defaultValue = "65536",
            description = "The longest message that a device may send.")
    private int maxFrameBytes;

    @Option(
            names = "--message-timeout-seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long a device may take for one message, from its first byte to its last.")
    private int messageTimeoutSeconds;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "50000",
            description = "The most devices at a time; more are told to come back (503).")
    private int maxConnections;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "N",
            defaultValue = "50000",
            description = "The most devices at a time from one IP address; more are told to come back (503).")
    private int maxConnectionsPerAddress;

    @Option(
            names = "--device-readings-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many readings a device may send in the long run, 0 for as many as it likes. One that sends"
                            + " more is read from more slowly, after a minute of that it is sent away (4429).")
    private long deviceReadingsPerSecond;

    @Option(
            names = "--device-bytes-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "The same in bytes of its messages.")
    private long deviceBytesPerSecond;

    @Option(
            names = "--max-viewers",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The most dashboards at a time.")
    private int maxViewers;

    @Option(
            names = "--live-tick",
            paramLabel = "DURATION",
            defaultValue = "PT0.1S",
            description = "How often dashboards get changes.")
    private Duration liveTick = Duration.ofMillis(100);

    @Option(
            names = "--fold-readings",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many readings stay in memory before they go into the database.")
    private long foldReadings;

    @Option(
            names = "--fold-age",
            paramLabel = "DURATION",
            defaultValue = "PT10M",
            description = "How long readings stay in memory at most.")
    private Duration foldAge = Duration.ofMinutes(10);

    @Option(
            names = "--retention",
            paramLabel = "RULES",
            defaultValue = "forever",
            description =
                    "For how long readings are kept: rules [device/]metric=DURATION with commas between them, of which"
                            + " the first that fits counts, and a duration for all others. Names may hold *. Such as:"
                            + " battery=P30D,test-*/*=P1D,P365D. What no rule fits is kept for ever.")
    private String retention = "forever";

    @Option(
            names = "--map-tiles",
            paramLabel = "URL",
            description = "Where the dashboard's map gets pictures, such as https://tiles.example/{z}/{x}/{y}.png;"
                    + " browsers then ask that host. Default: outlines that the hub has itself.")
    @Nullable private String mapTiles;

    @Option(
            names = "--query-timeout",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "How long the hub may work on a question for history; more is refused (503).")
    private Duration queryTimeout = Duration.ofMinutes(1);

    @Option(
            names = "--query-max-rows",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "The most rows of an answer, but for pages ('limit'); 0 for as many as there are. More is refused"
                            + " (422), after they were counted, which takes about as long as answering.")
    private long queryMaxRows;

    @Option(
            names = "--send-timeout",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description =
                    "A client that takes nothing of its answer, or sends nothing of a file to import, for so long is cut.")
    private Duration sendTimeout = HistoryOptions.DEFAULT.sendTimeout();

    @Option(
            names = "--qa-ranges",
            paramLabel = "RANGES",
            defaultValue = "",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "What metrics can be, instead of what the hub's table says: metric=least..most with commas between"
                            + " them, such as soil_moisture=0..100,temperature=-40..50. For the flag 'range' (docs/analysts.md).")
    private String qaRanges = "";

    @Option(
            names = "--sql-timeout",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "How long a statement in SQL (POST /api/v1/sql) may take until its last row is sent.")
    private Duration sqlTimeout = SqlOptions.DEFAULT.timeout();

    @Option(
            names = "--sql-max-rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "The most rows of a statement's result.")
    private long sqlMaxRows;

    @Option(
            names = "--sql-max-bytes",
            paramLabel = "N",
            defaultValue = "268435456",
            description = "The most bytes of a statement's result.")
    private long sqlMaxBytes;

    @Option(
            names = "--sql-concurrent",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "How many statements may run at a time; more are told to come back (503). 0 switches SQL off.")
    private int sqlConcurrent;

    @Option(
            names = "--sql-memory",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "Heap of the process that a statement runs in, in MiB, 64 to 65536. There are up to"
                    + " --sql-concurrent of them, beside the hub's own memory.")
    private int sqlMemory;

    @Option(
            names = "--close-on-shutdown",
            arity = SWITCH,
            fallbackValue = "true",
            defaultValue = "false",
            description = "Send devices a close frame (1001) when stopping; some then stay away for good.")
    private boolean closeOnShutdown;

    @Mixin
    private BackupSchedule backups = new BackupSchedule();

    @Mixin
    LogOptions log = new LogOptions();

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() throws InterruptedException {
        Hub hub;
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try {
            HubConfig hubConfig = toConfig();
            log.apply();
            hub = Hub.start(hubConfig, Clocks.system());
        } catch (IllegalArgumentException e) {
            throw HubCommand.invalid(line, e);
        }
        List<String> arguments = line.getParent().getParseResult().originalArgs();
        OptionSources sources = (OptionSources) line.getDefaultValueProvider();
        Hangup.onSignal(new Reloading(hub, sources.environment(), arguments.subList(1, arguments.size()))::reload);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(hub, stopped), "hub-stop"));
        line.getOut().println("Dashboard: " + hub.address());
        hub.setupAddress()
                .ifPresent(address -> line.getOut()
                        .println("Nobody is known yet. Make the first admin within an hour, once: " + address));
        line.getOut().flush();
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    private static void stop(Hub hub, CountDownLatch stopped) {
        try {
            hub.close();
        } finally {
            stopped.countDown();
        }
    }

    HubConfig toConfig() {
        return new HubConfig(
                web.toOptions(),
                data,
                tokens == null ? data.resolve("tokens") : tokens,
                web.isOpen(),
                closeOnShutdown,
                foldReadings,
                foldAge,
                RetentionRules.parse(retention),
                backups.options(),
                mapTiles == null ? null : new MapTiles(mapTiles),
                new DeviceOptions(
                        Duration.ofSeconds(heartbeatSeconds),
                        Duration.ofSeconds(heartbeatTimeoutSeconds),
                        maxFrameBytes,
                        Duration.ofSeconds(messageTimeoutSeconds),
                        maxConnections,
                        maxConnectionsPerAddress,
                        new RateLimit(deviceReadingsPerSecond, deviceBytesPerSecond)),
                new LiveOptions(liveTick, maxViewers),
                new HistoryOptions(queryTimeout, queryMaxRows, sendTimeout, QaRules.parse(qaRanges)),
                new SqlOptions(sqlTimeout, sqlMaxRows, sqlMaxBytes, sqlConcurrent, sqlMemory),
                IngestLimits.DEFAULT,
                new AccessOptions(anonymousRead, new Sessions.Limits(sessionIdle, sessionMax)));
    }
}
