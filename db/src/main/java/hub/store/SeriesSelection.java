package hub.store;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import java.util.Set;

/**
 * Which series are meant.
 *
 * @param devices empty means all
 * @param metrics empty means all
 */
public record SeriesSelection(Set<DeviceId> devices, Set<Metric> metrics) {

    /** Every series. */
    public static final SeriesSelection ALL = new SeriesSelection(Set.of(), Set.of());

    /** Copies the sets. */
    public SeriesSelection {
        devices = Set.copyOf(devices);
        metrics = Set.copyOf(metrics);
    }

    /** Whether a series is meant. */
    public boolean includes(DeviceId device, Metric metric) {
        return (devices.isEmpty() || devices.contains(device)) && (metrics.isEmpty() || metrics.contains(metric));
    }
}
