package hub;

import hub.ingest.Ingest;
import hub.ingest.IngestCounters;
import hub.live.FleetReport;
import hub.ops.DiskUsage;
import hub.presence.DeviceState;
import hub.presence.Presence;
import java.util.Map;
import java.util.function.Supplier;

/** Gathers what the dashboard's strip shows from where it is counted. */
record FleetReports(Ingest ingest, Presence presence, DiskUsage disk) implements Supplier<FleetReport> {

    @Override
    public FleetReport get() {
        Map<DeviceState, Integer> counts = presence.counts();
        IngestCounters.Snapshot frames = ingest.counters().snapshot();
        return new FleetReport(
                counts.getOrDefault(DeviceState.ONLINE, 0),
                counts.getOrDefault(DeviceState.STALE, 0),
                counts.getOrDefault(DeviceState.OFFLINE, 0),
                counts.getOrDefault(DeviceState.NEVER_SEEN, 0),
                frames.received(),
                frames.stored(),
                frames.duplicate(),
                frames.refused(),
                frames.storedReadings(),
                ingest.latency().percentileMillis(50),
                ingest.latency().percentileMillis(99),
                disk.bytes());
    }
}
