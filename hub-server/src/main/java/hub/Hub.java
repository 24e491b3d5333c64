package hub;

import hub.admin.AdminApi;
import hub.command.CommandBook;
import hub.command.CommandsHandler;
import hub.device.DeviceEndpoint;
import hub.history.Deliveries;
import hub.history.HistoryApi;
import hub.history.Turns;
import hub.http.SecurityHeaders;
import hub.importing.ImportHandler;
import hub.ingest.DamageReports;
import hub.ingest.Folding;
import hub.ingest.Ingest;
import hub.ingest.Recovery;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.journal.JournalOptions;
import hub.journal.ReplayReport;
import hub.live.LiveEndpoint;
import hub.live.LiveFeed;
import hub.ops.BackupHandler;
import hub.ops.DiskUsage;
import hub.ops.Health;
import hub.ops.OneAtATime;
import hub.ops.ScheduledBackups;
import hub.presence.Presence;
import hub.prometheus.PrometheusApi;
import hub.protocol.DeviceId;
import hub.registry.PublishedStore;
import hub.registry.Registry;
import hub.security.Authenticator;
import hub.security.Gatekeeper;
import hub.security.Guard;
import hub.security.Sessions;
import hub.security.TokenFile;
import hub.sql.SqlHandler;
import hub.sql.SqlService;
import hub.sql.source.LocalSource;
import hub.store.DataDirectory;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.backup.Backup;
import hub.store.h2.H2ReadingStore;
import hub.time.Clocks;
import hub.time.PeriodicTasks;
import hub.web.HostNames;
import hub.web.WebServer;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a hub and how they are wired. A reading's way: device socket, journal, store, then its acknowledgement and
 * the live feed.
 */
public final class Hub implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Hub.class);

    /** Small segments, so that the first start does not wait for the disk. */
    public static final JournalOptions JOURNAL = JournalOptions.defaults().withSegmentBytes(16 << 20);

    /**
     * The share of the heap that readings may take that are in no chunk yet. As a rule a fold keeps them far below; after
     * a crash up to half of it is filled and folded when the hub is ready, not before.
     */
    private static final int HEAD_SHARE = 8;

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RECORD_TIMEOUT = Duration.ofSeconds(10);

    private final HubConfig config;
    private final DataDirectory directory;
    private final Journal journal;
    private final ReadingStore store;
    private final Registry registry;
    private final Ingest ingest;
    private final DamageReports damage;
    private final Clocks clocks;
    private final Presence presence;
    private final DeviceEndpoint devices;
    private final LiveFeed live;
    private final SqlService sql;
    private final Turns turns = new Turns();
    private final Deliveries deliveries;
    private final PeriodicTasks periodic = PeriodicTasks.start("hub-periodic");
    private final PeriodicTasks folding = PeriodicTasks.start("hub-fold");
    private final PeriodicTasks backups = PeriodicTasks.start("hub-backup");
    private final AdminApi admin;
    private final WebServer server;
    private final HttpHandler handler;
    private final Reloadable reloadable;

    private Hub(HubConfig config, Clocks clocks, DataDirectory directory, WebServer server) {
        this.config = config;
        this.clocks = clocks;
        this.directory = directory;
        this.server = server;
        TokenFile tokens = TokenFile.read(config.tokens());
        // Beside the store: each takes half a second, most of it for classes.
        CompletableFuture<Registry> opening =
                CompletableFuture.supplyAsync(() -> Registry.open(directory.registry(), clocks::micros));
        journal = FileJournal.open(directory.journal(), JOURNAL);
        StoreOptions storeOptions = StoreOptions.foldingAt(config.foldReadings())
                .withRoomFor(Runtime.getRuntime().maxMemory() / HEAD_SHARE)
                .withRetention(config.retention());
        try {
            store = H2ReadingStore.open(directory.database(), storeOptions);
        } catch (RuntimeException e) {
            opening.thenAccept(Registry::close).handle((closed, failed) -> e).join();
            journal.close();
            throw e;
        }
        registry = done(opening);
        Sessions sessions = new Sessions(clocks.nano(), config.access().sessions());
        Authenticator authenticator =
                new Authenticator(config.open(), config.access().anonymousRead(), tokens, registry, sessions);
        Gatekeeper gatekeeper = new Gatekeeper(authenticator, tokens, registry);
        log.info(
                "database open: {} devices, {} chunks; going on from journal position {} of {}",
                store.devices().size(),
                store.statistics().chunks(),
                store.foldedPosition(),
                journal.durablePosition());
        ReplayReport replayed = Recovery.run(journal, store, storeOptions, clocks.nano());
        damage = new DamageReports(journal, replayed.damaged());

        ingest = new Ingest(journal, store, clocks, config.ingest());
        presence = new Presence(ingest, clocks, store.devices(), () -> provisioned(tokens));
        BackupHandler.Maker backup = new OneAtATime(
                (target, progress) -> Backup.online(directory, journal, store, registry::image, target, progress));
        Optional<ScheduledBackups> scheduled = scheduled(backup);
        DiskUsage disk = new DiskUsage(directory.path());
        disk.measure();
        PublishedStore told = new PublishedStore(store, registry.devices(), config.open());
        live = new LiveFeed(
                store,
                told,
                presence,
                clocks,
                config.live(),
                config.history().queryTimeout(),
                registry.devices(),
                new FleetReports(ingest, presence, disk));
        sql = new SqlService(
                new LocalSource(
                        told, device -> presence.status(device.id()).state().wireName()),
                clocks.nano(),
                config.sql());
        CommandBook commands = new CommandBook(ingest, store, clocks);
        ingest.addListener(presence);
        ingest.addListener(commands);
        ingest.addListener(damage);
        ingest.addListener(live);
        devices = new DeviceEndpoint(gatekeeper, store, ingest, presence, commands, clocks, config.devices());
        ingest.addListener(devices);

        Folding folds = new Folding(journal, store, clocks.nano(), config.foldAge());
        folding.every(Duration.ofMillis(200), "fold", folds::foldIfDue);
        folding.every(Duration.ofMillis(200), "maintenance", () -> store.maintain(clocks.micros()));
        periodic.every(Duration.ofMillis(500), "journal", ingest::goOnIfPossible);
        periodic.every(Duration.ofSeconds(1), "damage", damage::noteReported);
        periodic.every(Duration.ofSeconds(1), "stale devices", presence::findStale);
        periodic.every(Duration.ofMinutes(1), "reconnects", devices::tidy);
        periodic.every(Duration.ofSeconds(1), "commands", commands::expire);
        periodic.every(Duration.ofSeconds(1), "tokens", tokens::reload);
        periodic.every(Duration.ofMillis(250), "ended tokens", devices::closeEnded);
        periodic.every(Duration.ofMillis(500), "ended sessions", live::closeEnded);
        periodic.every(Duration.ofMinutes(1), "sessions", sessions::tidy);
        periodic.every(Duration.ofSeconds(5), "disk usage", disk::measure);
        periodic.every(Duration.ofSeconds(1), "certificate", server::reloadCertificate);

        deliveries = new Deliveries(clocks.nano(), config.history().sendTimeout());
        periodic.every(Duration.ofSeconds(1), "answers", deliveries::cutStalled);
        reloadable = new Reloadable(
                config,
                options -> new PathHandler(new HistoryApi(store, presence, registry, clocks, options, turns))
                        .addPrefixPath(
                                PrometheusApi.PATH.substring("/api".length()),
                                new PrometheusApi(told, clocks, options, turns)),
                options -> new LiveEndpoint(live, clocks, options));
        scheduled.ifPresent(each -> backups.every(Duration.ofSeconds(1), "backup", each::runIfDue));
        Health health = new Health()
                .check("journal", () -> ingest.failure().map(cause -> "cannot store readings: " + cause))
                .warning("journal", damage::warning)
                .warning("certificate", server::certificateWarning)
                .warning("backup", () -> scheduled.flatMap(ScheduledBackups::warning))
                .warning("configuration", reloadable::warning)
                .warning("periodic", () -> failing(periodic, folding));
        HttpHandler metrics = HubMetrics.whenAsked(() -> new HubMetrics(
                ingest,
                store,
                presence,
                devices,
                live,
                sql,
                periodic,
                folding,
                disk,
                damage,
                turns,
                deliveries,
                reloadable,
                health,
                scheduled));
        HttpHandler routes = new PathHandler(new Dashboard())
                .addPrefixPath("/ws/devices", devices)
                .addExactPath("/ws/live", reloadable.viewers())
                .addExactPath(
                        "/api/v1/backup", new BackupHandler(config.backups().directory(), backup))
                .addExactPath("/api/v1/dashboard", new DashboardSettings(config.mapTiles()))
                .addExactPath("/api/v1/import", new ImportHandler(ingest, store, clocks, deliveries))
                .addExactPath("/api/v1/sql", deliveries.before(new SqlHandler(sql)))
                .addPrefixPath("/api", deliveries.before(reloadable.history()))
                .addExactPath("/healthz", Health.alive())
                .addExactPath("/readyz", health.ready(gatekeeper::mayRead))
                .addExactPath("/metrics", metrics);
        admin = new AdminApi(
                gatekeeper,
                authenticator,
                sessions,
                registry,
                device -> store.device(device).isPresent(),
                device -> ingest.erase(device).await(),
                clocks);
        handler = new Guard(admin.before(CommandsHandler.before(routes, commands, presence, ingest)), gatekeeper);
    }

    private Optional<ScheduledBackups> scheduled(BackupHandler.Maker maker) {
        Path target = config.backups().directory();
        return target == null || !config.backups().isScheduled()
                ? Optional.empty()
                : Optional.of(new ScheduledBackups(target, config.backups(), clocks.wall(), maker));
    }

    /**
     * Starts a hub.
     *
     * @throws hub.store.StoreException if its data cannot be used
     */
    public static Hub start(HubConfig config, Clocks clocks) {
        StartGate gate = new StartGate();
        HttpHandler front = new SecurityHeaders(new HostNames(config.web().hostnames(), gate), config.mapTiles());
        WebServer server = new WebServer(config.web(), front);
        DataDirectory directory = DataDirectory.open(config.data());
        // The server takes as long to start as the database does to open.
        CompletableFuture<Void> listening = CompletableFuture.runAsync(server::start);
        Hub hub;
        try {
            hub = new Hub(config, clocks, directory, server);
        } catch (RuntimeException e) {
            listening.handle((done, failed) -> e).join();
            server.stop();
            directory.close();
            throw e;
        }
        try {
            hub.start(listening, gate);
            return hub;
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private void start(CompletableFuture<Void> listening, StartGate gate) {
        live.start();
        ingest.start();
        // Before any device can connect: who was online when the last hub went is offline first.
        presence.hubStarted("data in " + directory.path());
        damage.record(ingest, clocks.micros());
        Waiting.until(() -> isBeginningRecorded() || ingest.failure().isPresent(), RECORD_TIMEOUT);
        done(listening);
        gate.open(handler);
        live.warmUp();
        log.info("ready at {}{}", address(), config.open() ? ", open: no authentication" : "");
    }

    private static <T> T done(CompletableFuture<T> task) {
        try {
            return task.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Whoever asks from now on must not find what was so before the hub went. */
    private boolean isBeginningRecorded() {
        return ingest.inFlightBytes() == 0 && presence.isNobodyConnected();
    }

    /** The journal holds all that memory holds, so devices may come while a fold fails; an operator is to look. */
    private static Optional<String> failing(PeriodicTasks... tasks) {
        String names = Stream.of(tasks).flatMap(each -> each.failing().stream()).collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of("failing: " + names + "; the log says why");
    }

    /** Takes what a running hub can take of a configuration that was read anew. */
    public void reload(HubConfig newer) {
        HubConfig taken = config.reloadedFrom(newer);
        devices.use(taken.devices());
        live.limitQuestions(taken.history().queryTimeout());
        deliveries.limit(taken.history().sendTimeout());
        reloadable.apply(taken);
    }

    /** A configuration that was read anew makes no sense: counted, and shown as a warning until one does. */
    public void refuseReload(String cause) {
        reloadable.refuse(cause);
    }

    private Set<DeviceId> provisioned(TokenFile tokens) {
        Set<DeviceId> devices = new HashSet<>();
        registry.devices().all().forEach(device -> devices.add(device.id()));
        tokens.names(TokenFile.Kind.DEVICE).forEach(name -> devices.add(new DeviceId(name)));
        return devices;
    }

    /** Where the first admin can be made, once; empty if somebody is known. */
    public Optional<URI> setupAddress() {
        return admin.setupPath().map(address()::resolve);
    }

    /** Where the dashboard is. */
    public URI address() {
        return server.address();
    }

    /** Where browsers without TLS are told the address with it; empty if nowhere. */
    public Optional<InetSocketAddress> redirectAddress() {
        return server.redirectAddress();
    }

    /** Stops: takes nothing more, acknowledges what was taken, then leaves. */
    @Override
    public void close() {
        log.info("stopping: {} devices, {} viewers", devices.connections(), live.viewerCount());
        CompletableFuture<Void> stopped = devices.stopReading();
        Waiting.until(stopped::isDone, DRAIN_TIMEOUT);
        Waiting.until(() -> ingest.inFlightBytes() == 0 || ingest.failure().isPresent(), DRAIN_TIMEOUT);
        devices.leave(config.closeOnShutdown());
        Waiting.until(() -> devices.connections() == 0, DRAIN_TIMEOUT);
        presence.hubStopped("");
        live.leave();
        Waiting.until(() -> live.viewerCount() == 0, DRAIN_TIMEOUT);
        release();
        log.info("stopped");
    }

    /** All of it, whatever fails on the way: what was acknowledged is in the journal. */
    private void release() {
        quietly(periodic::close);
        quietly(backups::close);
        quietly(journal::close);
        quietly(ingest::close);
        // Not before: what is applied may wait for a fold to make room.
        quietly(folding::close);
        quietly(live::close);
        quietly(devices::close);
        quietly(sql::close);
        quietly(turns::close);
        quietly(server::stop);
        quietly(admin::close);
        quietly(registry::close);
        quietly(store::close);
        quietly(directory::close);
    }

    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.error("a part of the hub did not stop cleanly; nothing that was acknowledged is lost", e);
        }
    }
}
