package hub.testing;

import hub.Hub;
import hub.HubConfig;
import hub.device.DeviceOptions;
import hub.device.RateLimit;
import hub.history.HistoryOptions;
import hub.http.MapTiles;
import hub.ingest.IngestLimits;
import hub.live.LiveOptions;
import hub.ops.BackupOptions;
import hub.quality.QaRules;
import hub.security.AccessOptions;
import hub.security.TokenFile;
import hub.sql.SqlOptions;
import hub.store.RetentionRules;
import hub.web.WebOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real hub on a free port, with a real store. */
public final class TestHub implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static {
        // What a test waits for takes milliseconds; only beside others on a busy machine it takes seconds.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    /** What a test may want otherwise: by itself open, with no fold for as long as a test runs. */
    public static final class Settings {

        private WebOptions web = WebOptions.plain("127.0.0.1", 0);
        private boolean open = true;
        private boolean closeOnShutdown;
        private long foldReadings = 1_000_000;
        private Duration heartbeat = Duration.ofSeconds(30);
        private int maxFrameBytes = 65_536;
        private Duration messageTimeout = Duration.ofMinutes(1);
        private int maxConnections = 100;
        private int maxConnectionsPerAddress = 10_000;
        private int maxViewers = 20;
        private RateLimit rate = RateLimit.NONE;
        private IngestLimits ingest = IngestLimits.DEFAULT;
        private RetentionRules retention = RetentionRules.KEEP_ALL;
        private BackupOptions backups = BackupOptions.NONE;
        private @Nullable MapTiles mapTiles;
        private HistoryOptions history = HistoryOptions.DEFAULT;
        private SqlOptions sql = SqlOptions.DEFAULT;
        private AccessOptions access = AccessOptions.DEFAULT;

        public Settings withTokens() {
            open = false;
            return this;
        }

        public Settings withCloseOnShutdown() {
            closeOnShutdown = true;
            return this;
        }

        public Settings withWeb(WebOptions options) {
            web = options;
            return this;
        }

        public Settings withFoldReadings(long readings) {
            foldReadings = readings;
            return this;
        }

        public Settings withHeartbeat(Duration interval) {
            heartbeat = interval;
            return this;
        }

        public Settings withMost(int connections, int viewers) {
            maxConnections = connections;
            maxViewers = viewers;
            return this;
        }

        public Settings withMaxFrameBytes(int bytes) {
            maxFrameBytes = bytes;
            return this;
        }

        public Settings withMessageTimeout(Duration timeout) {
            messageTimeout = timeout;
            return this;
        }

        public Settings withMostFromAnAddress(int connections) {
            maxConnectionsPerAddress = connections;
            return this;
        }

        public Settings withRate(RateLimit limit) {
            rate = limit;
            return this;
        }

        public Settings withIngest(IngestLimits limits) {
            ingest = limits;
            return this;
        }

        public Settings withBackups(Path directory) {
            backups = new BackupOptions(directory, Duration.ZERO, 7);
            return this;
        }

        public Settings withBackups(BackupOptions options) {
            backups = options;
            return this;
        }

        public Settings withMapTiles(MapTiles tiles) {
            mapTiles = tiles;
            return this;
        }

        public Settings withRetention(RetentionRules rules) {
            retention = rules;
            return this;
        }

        public Settings withQueryTimeout(Duration timeout) {
            history = new HistoryOptions(timeout, 0, history.sendTimeout(), history.qa());
            return this;
        }

        public Settings withQa(QaRules rules) {
            history = new HistoryOptions(history.queryTimeout(), history.maxRows(), history.sendTimeout(), rules);
            return this;
        }

        public Settings withMaxRows(long rows) {
            history = new HistoryOptions(history.queryTimeout(), rows, history.sendTimeout(), history.qa());
            return this;
        }

        public Settings withSql(SqlOptions options) {
            sql = options;
            return this;
        }

        public Settings withAccess(AccessOptions options) {
            access = options;
            return this;
        }

        private HubConfig toConfig(Path data) {
            return new HubConfig(
                    web,
                    data,
                    data.resolve("tokens"),
                    open,
                    closeOnShutdown,
                    foldReadings,
                    Duration.ofDays(1),
                    retention,
                    backups,
                    mapTiles,
                    new DeviceOptions(
                            heartbeat,
                            Duration.ofSeconds(10),
                            maxFrameBytes,
                            messageTimeout,
                            maxConnections,
                            maxConnectionsPerAddress,
                            rate),
                    new LiveOptions(Duration.ofMillis(20), maxViewers),
                    history,
                    sql,
                    ingest,
                    access);
        }
    }

    public final TestClocks clocks = new TestClocks();
    private final Path data;
    private final Hub hub;

    private TestHub(Path data, Settings settings) {
        this.data = data;
        this.hub = Hub.start(settings.toConfig(data), clocks.clocks());
    }

    public static TestHub start(Path data) {
        return start(data, settings -> settings);
    }

    public static TestHub start(Path data, UnaryOperator<Settings> change) {
        return new TestHub(data, change.apply(new Settings()));
    }

    /** Makes a token before a hub is started, or while it runs. */
    public static String token(Path data, TokenFile.Kind kind, String name) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TokenFile.read(data.resolve("tokens")).add(kind, name);
    }

    /** A device's socket that is open, its welcome not yet taken. */
    public Peer device(String id, String... headers) {
        return Peer.open(hub.address(), "/ws/devices/" + id, headers);
    }

    /** A device's socket that was welcomed. */
    public Peer welcomed(String id, String... headers) {
        Peer device = device(id, headers);
        device.takeText("welcome");
        return device;
    }

    /** A viewer's socket that was welcomed. */
    public Peer viewer(String... headers) {
        Peer viewer = Peer.open(hub.address(), "/ws/live", headers);
        viewer.takeText("welcome");
        return viewer;
    }

    public URI address() {
        return hub.address();
    }

    /** Where browsers without TLS are told the address with it. */
    public int redirectPort() {
        return hub.redirectAddress().orElseThrow().getPort();
    }

    /** Where the first admin can be made, if nobody is known. */
    public Optional<String> setupPath() {
        return hub.setupAddress().map(address -> address.getPath() + "?" + address.getQuery());
    }

    /** The address of something, with another scheme for sockets. */
    public URI address(String scheme, String path) {
        return URI.create(scheme + "://" + hub.address().getAuthority() + path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a CSV answer, without its header. */
    public List<String> readings(String query) {
        HttpResponse<String> answer = get("/api/v1/readings" + query);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return answer.body().lines().skip(1).toList();
    }

    /** A figure of {@code /metrics}, by its name with labels. */
    public double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    /** All events of a device so far, as {@code type} or {@code type(reason)}. */
    public List<String> events(String device) {
        return Json.array(get("/api/v1/events?device=" + device).body()).stream()
                .map(event -> Json.text(event, "type")
                        + (Json.text(event, "reason").isEmpty() ? "" : "(" + Json.text(event, "reason") + ")"))
                .toList();
    }

    /** The state of a device; {@code unknown} as long as it is, which may be for a moment after the welcome. */
    public String state(String device) {
        HttpResponse<String> answer = get("/api/v1/devices/" + device);
        return answer.statusCode() == 404 ? "unknown" : Json.text(Json.object(answer.body()), "state");
    }

    /** What a crash at this moment would leave. */
    public Path copy(Path to) {
        copy(data, to);
        return to;
    }

    /** Copies the data directory as it is now, while the hub writes to it. */
    public static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.endsWith("lock")) {
                    copyFile(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyFile(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target);
        } catch (NoSuchFileException e) {
            // A spare segment has got its real name meanwhile, and comes under that.
        }
    }

    public Path data() {
        return data;
    }

    @Override
    public void close() {
        hub.close();
    }
}
