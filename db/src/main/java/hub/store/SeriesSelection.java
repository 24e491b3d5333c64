package hub.store;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import java.util.Set;

/**
 * Which series are meant.
 *
 * @param devices empty means all
 * @param metrics empty means all
 * @param nothing whether no series at all is meant, as when no device fits a condition
 */
public record SeriesSelection(Set<DeviceId> devices, Set<Metric> metrics, boolean nothing) {

    /** Every series. */
    public static final SeriesSelection ALL = new SeriesSelection(Set.of(), Set.of());

    /** No series. */
    public static final SeriesSelection NONE = new SeriesSelection(Set.of(), Set.of(), true);

    /** Some series, or all of them. */
    public SeriesSelection(Set<DeviceId> devices, Set<Metric> metrics) {
        this(devices, metrics, false);
    }

    /** Copies the sets. */
    public SeriesSelection {
        devices = Set.copyOf(devices);
        metrics = Set.copyOf(metrics);
    }

    /** The same devices with other metrics. */
    public SeriesSelection withMetrics(Set<Metric> others) {
        return new SeriesSelection(devices, others, nothing);
    }

    /** Whether a series is meant. */
    public boolean includes(DeviceId device, Metric metric) {
        return !nothing
                && (devices.isEmpty() || devices.contains(device))
                && (metrics.isEmpty() || metrics.contains(metric));
    }
}
