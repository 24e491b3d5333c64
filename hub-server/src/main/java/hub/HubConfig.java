package hub;

import hub.device.DeviceOptions;
import hub.history.HistoryOptions;
import hub.http.MapTiles;
import hub.ingest.IngestLimits;
import hub.live.LiveOptions;
import hub.ops.BackupOptions;
import hub.security.AccessOptions;
import hub.sql.SqlOptions;
import hub.store.RetentionRules;
import hub.web.WebOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a hub is told at its start.
 *
 * @param web where it listens
 * @param data where everything is kept
 * @param tokens the file of tokens
 * @param open whether authentication is off; only on loopback
 * @param closeOnShutdown whether devices get a close frame when the hub stops
 * @param foldReadings how many readings may be in memory before they are folded into the database
 * @param foldAge how long readings stay in memory at most
 * @param retention for how long readings are kept at all
 * @param backups where and when backups are made
 * @param mapTiles where pictures for the dashboard's map come from; null if it draws outlines
 */
public record HubConfig(
        WebOptions web,
        Path data,
        Path tokens,
        boolean open,
        boolean closeOnShutdown,
        long foldReadings,
        Duration foldAge,
        RetentionRules retention,
        BackupOptions backups,
        @Nullable MapTiles mapTiles,
        DeviceOptions devices,
        LiveOptions live,
        HistoryOptions history,
        SqlOptions sql,
        IngestLimits ingest,
        AccessOptions access) {

    /** @throws IllegalArgumentException if something is out of range or does not go together */
    public HubConfig {
        if (foldReadings < 1 || foldReadings > 50_000_000) {
            throw new IllegalArgumentException("fold readings " + foldReadings + " is not in 1..50000000");
        }
        if (foldAge.compareTo(Duration.ofSeconds(1)) < 0 || foldAge.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("fold age " + foldAge + " is not in PT1S..PT24H");
        }
    }

    /** With those values of another that a running hub can take. */
    HubConfig reloadedFrom(HubConfig newer) {
        return new HubConfig(
                web,
                data,
                tokens,
                open,
                closeOnShutdown,
                foldReadings,
                foldAge,
                retention,
                backups,
                mapTiles,
                devices.reloadedFrom(newer.devices),
                new LiveOptions(live.tick(), newer.live.maxViewers()),
                newer.history,
                sql,
                ingest,
                access);
    }
}
