package hub.live;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which readings a viewer's buckets may not have in them: whose, and between which times. */
final class ChangedReadings {

    private final Set<DeviceId> devices = new HashSet<>();
    private final Set<Metric> metrics = new HashSet<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(LiveSeries series, long timeMicros) {
        devices.add(series.device);
        metrics.add(series.metric);
        first = Math.min(first, timeMicros);
        last = Math.max(last, timeMicros);
    }

    void addAll(ChangedReadings others) {
        devices.addAll(others.devices);
        metrics.addAll(others.metrics);
        first = Math.min(first, others.first);
        last = Math.max(last, others.last);
    }

    /** The range of the buckets that they are in; empty if none of them is in the grid's range. */
    Optional<TimeRange> in(ViewGrid grid) {
        long from = Math.max(first, grid.range().fromMicros());
        long to = Math.min(last, grid.range().toMicros() - 1);
        return to < from
                ? Optional.empty()
                : Optional.of(new TimeRange(
                        grid.bucket(from).fromMicros(), grid.bucket(to).toMicros()));
    }

    SeriesSelection selection() {
        return new SeriesSelection(devices, metrics);
    }
}
