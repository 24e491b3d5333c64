package hub;

import hub.device.DeviceEndpoint;
import hub.history.Deliveries;
import hub.history.Turns;
import hub.ingest.DamageReports;
import hub.ingest.Ingest;
import hub.ingest.IngestCounters;
import hub.live.LiveFeed;
import hub.ops.DiskUsage;
import hub.ops.Health;
import hub.ops.Metrics;
import hub.ops.ScheduledBackups;
import hub.presence.DeviceState;
import hub.presence.Presence;
import hub.sql.SqlService;
import hub.store.ReadingStore;
import hub.time.PeriodicTasks;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which figures the hub shows, and where each is counted. */
final class HubMetrics {

    private final Metrics metrics = new Metrics();

    HubMetrics(
            Ingest ingest,
            ReadingStore store,
            Presence presence,
            DeviceEndpoint devices,
            LiveFeed live,
            SqlService sql,
            PeriodicTasks periodic,
            PeriodicTasks folding,
            DiskUsage disk,
            DamageReports damage,
            Turns turns,
            Deliveries deliveries,
            Reloadable reloadable,
            Health health,
            Optional<ScheduledBackups> backups) {
        IngestCounters counters = ingest.counters();
        metrics.info("hub_build", "The hub's version.", "version", version())
                .together(() -> frames(counters.snapshot()))
                .gauge("hub_in_flight_bytes", "Bytes from receipt until stored.", ingest::inFlightBytes)
                .gauge("hub_in_flight_limit_bytes", "How many of these there may be.", ingest::inFlightLimit)
                .durations(
                        "hub_ingest_latency_seconds",
                        "From the receipt of a frame until it is durable and found by questions.",
                        ingest.latency())
                .durations(
                        "hub_live_latency_seconds",
                        "From when readings are durable until they were sent to viewers that get each of them.",
                        live.latency())
                .gauges("hub_devices", "Devices in each state.", "state", () -> states(presence))
                .gauge("hub_device_connections", "Connected devices.", devices::connections)
                .gauge("hub_viewers", "Connected viewers.", live::viewerCount)
                .gauge(
                        "hub_head_readings",
                        "Readings in memory that are in no chunk yet.",
                        () -> store.statistics().headReadings())
                .counter(
                        "hub_folds",
                        "Folds of memory into the database.",
                        () -> store.statistics().folds())
                .counter(
                        "hub_fold_failures",
                        "Folds that failed.",
                        () -> store.statistics().foldFailures())
                .gauge(
                        "hub_chunks",
                        "Chunks in the database.",
                        () -> store.statistics().chunks())
                .counter(
                        "hub_chunks_merged",
                        "Chunks that went into larger ones.",
                        () -> store.statistics().mergedChunks())
                .counter(
                        "hub_chunks_expired",
                        "Chunks that went since they were kept long enough.",
                        () -> store.statistics().expiredChunks())
                .gauge(
                        "hub_garbage_payloads",
                        "Readings of chunks that are gone, which a question may still read.",
                        () -> store.statistics().garbagePayloads())
                .counter(
                        "hub_database_commits",
                        "Forced transactions of the database.",
                        () -> store.statistics().commits())
                .gauges(
                        "hub_journal_damaged_stretches",
                        "Stretches of the journal that the last start found damaged.",
                        "acknowledged",
                        () -> byAcknowledged(damage::stretches))
                .gauges(
                        "hub_journal_damaged_bytes",
                        "Bytes of the journal that the last start found damaged.",
                        "acknowledged",
                        () -> byAcknowledged(damage::bytes))
                .counter(
                        "hub_chunks_read",
                        "Chunks that questions have read.",
                        () -> store.statistics().chunksRead())
                .counter(
                        "hub_chunk_series_read",
                        "Series of chunks that questions have opened to decode them.",
                        () -> store.statistics().columnsRead())
                .gauge("hub_sql_running", "Statements that run.", sql::runningNow)
                .gauge("hub_sql_workers", "Processes for statements, those that wait for one, too.", sql::processes)
                .counters("hub_sql_statements", "Statements, by what became of them.", "outcome", sql::outcomes)
                .gauge(
                        "hub_answers_under_way",
                        "Long answers that are worked on, or wait for their clients.",
                        turns::underWay)
                .gauge("hub_answers_waiting", "Calls that wait until one of these is over.", turns::waiting)
                .gauge(
                        "hub_answers_held_bytes",
                        "Answers made as a whole that wait for their clients.",
                        deliveries::heldBytes)
                .counter(
                        "hub_answers_cut",
                        "Answers and imports that were ended since their clients took or sent nothing.",
                        deliveries::cut)
                .counters(
                        "hub_config_reloads",
                        "Configurations read anew on SIGHUP, by what became of them.",
                        "outcome",
                        reloadable::outcomes)
                .gauge("hub_disk_bytes", "What the data directory takes.", disk::bytes)
                .gauge("hub_disk_free_bytes", "What is free on its disk.", disk::freeBytes)
                .gauge(
                        "hub_ready",
                        "1 if devices may come, 0 if readings cannot be stored.",
                        () -> health.isReady() ? 1 : 0)
                .gauges("hub_health_problems", "Parts that are not well: 1 each.", "part", health::problems)
                .gauge(
                        "hub_backup_last_success_timestamp_seconds",
                        "When the newest scheduled backup that was found sound was begun; 0 if there is none.",
                        () -> backups.map(ScheduledBackups::lastSuccessSeconds).orElse(0.0))
                .gauge(
                        "hub_backup_last_bytes",
                        "What the newest scheduled backup takes.",
                        () -> backups.map(ScheduledBackups::lastBytes).orElse(0L))
                .counter(
                        "hub_backup_failures",
                        "Scheduled backups that failed, or were not sound.",
                        () -> backups.map(ScheduledBackups::failures).orElse(0L))
                .process()
                .counters("hub_periodic_failures", "Failures of periodic tasks.", "task", () -> {
                    Map<String, Long> failures = new HashMap<>(periodic.failures());
                    failures.putAll(folding.failures());
                    return failures;
                });
    }

    private static String version() {
        String version = HubMetrics.class.getPackage().getImplementationVersion();
        return version == null ? "not-packaged" : version;
    }

    private static List<MetricSnapshot> frames(IngestCounters.Snapshot now) {
        return List.of(
                Metrics.count("hub_frames_received", "Frames of readings that came.", now.received()),
                Metrics.count("hub_frames_stored", "Frames that are on disk.", now.stored()),
                Metrics.count("hub_frames_duplicate", "Frames that were there already.", now.duplicate()),
                Metrics.count("hub_frames_refused", "Frames that were refused.", now.refused()),
                Metrics.level("hub_frames_in_flight", "Frames on their way to the disk.", now.inFlight()),
                Metrics.count("hub_readings_stored", "Readings that are on disk.", now.storedReadings()),
                Metrics.count(
                        "hub_readings_clock_ahead",
                        "Readings stored at their receive time, since theirs was too far ahead.",
                        now.clampedReadings()));
    }

    private interface ByAcknowledged {
        long count(boolean acknowledged);
    }

    private static Map<String, Double> byAcknowledged(ByAcknowledged figure) {
        return Map.of("true", (double) figure.count(true), "false", (double) figure.count(false));
    }

    private static Map<String, Double> states(Presence presence) {
        Map<String, Double> states = new HashMap<>();
        for (Map.Entry<DeviceState, Integer> count : presence.counts().entrySet()) {
            states.put(count.getKey().wireName(), (double) count.getValue());
        }
        return states;
    }

    /** {@code GET /metrics}; gathered when first asked for, since no start should wait 60 ms for it. */
    static HttpHandler whenAsked(Supplier<HubMetrics> figures) {
        return new HttpHandler() {

            private @Nullable HubMetrics gathered;

            @Override
            public void handleRequest(HttpServerExchange exchange) throws IOException {
                gathered().metrics.answer(exchange);
            }

            private synchronized HubMetrics gathered() {
                HubMetrics before = gathered;
                if (before != null) {
                    return before;
                }
                HubMetrics now = figures.get();
                gathered = now;
                return now;
            }
        };
    }
}
