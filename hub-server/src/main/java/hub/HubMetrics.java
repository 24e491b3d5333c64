package hub;

import hub.device.DeviceEndpoint;
import hub.ingest.DamageReports;
import hub.ingest.Ingest;
import hub.ingest.IngestCounters;
import hub.live.LiveFeed;
import hub.ops.DiskUsage;
import hub.ops.Metrics;
import hub.presence.DeviceState;
import hub.presence.Presence;
import hub.security.Gatekeeper;
import hub.sql.SqlService;
import hub.store.ReadingStore;
import hub.time.PeriodicTasks;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

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
            DamageReports damage) {
        IngestCounters counters = ingest.counters();
        metrics.info("hub_build", "The hub's version.", "version", version())
                .counter(
                        "hub_frames_received",
                        "Frames of readings that came.",
                        () -> counters.snapshot().received())
                .counter(
                        "hub_frames_stored",
                        "Frames that are on disk.",
                        () -> counters.snapshot().stored())
                .counter(
                        "hub_frames_duplicate",
                        "Frames that were there already.",
                        () -> counters.snapshot().duplicate())
                .counter(
                        "hub_frames_refused",
                        "Frames that were refused.",
                        () -> counters.snapshot().refused())
                .gauge(
                        "hub_frames_in_flight",
                        "Frames on their way to the disk.",
                        () -> counters.snapshot().inFlight())
                .counter(
                        "hub_readings_stored",
                        "Readings that are on disk.",
                        () -> counters.snapshot().storedReadings())
                .counter(
                        "hub_readings_clock_ahead",
                        "Readings stored at their receive time, since theirs was too far ahead.",
                        () -> counters.snapshot().clampedReadings())
                .gauge("hub_in_flight_bytes", "Bytes from receipt until stored.", ingest::inFlightBytes)
                .gauges(
                        "hub_ack_latency_seconds",
                        "From receipt until durable, over about a minute.",
                        "quantile",
                        () -> latencies(ingest))
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
                .counters("hub_sql_statements", "Statements, by what became of them.", "outcome", sql::outcomes)
                .gauge("hub_disk_bytes", "What the data directory takes.", disk::bytes)
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

    private static Map<String, Double> latencies(Ingest ingest) {
        Map<String, Double> latencies = new HashMap<>();
        for (String quantile : new String[] {"0.5", "0.99"}) {
            OptionalDouble millis = ingest.latency().percentileMillis(100 * Double.parseDouble(quantile));
            millis.ifPresent(value -> latencies.put(quantile, value / 1_000));
        }
        return latencies;
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

    void answer(HttpServerExchange exchange, Gatekeeper gatekeeper) throws IOException {
        metrics.answer(exchange, gatekeeper);
    }
}
