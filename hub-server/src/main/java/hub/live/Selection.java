package hub.live;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.SeriesSelection;
import java.util.Set;

/**
 * Which series a subscription is about.
 *
 * @param devices empty means all
 * @param metrics empty means all
 */
record Selection(Set<DeviceId> devices, Set<Metric> metrics) {

    boolean includes(LiveSeries series) {
        return includes(series.device) && (metrics.isEmpty() || metrics.contains(series.metric));
    }

    boolean includes(DeviceId device) {
        return devices.isEmpty() || devices.contains(device);
    }

    SeriesSelection toStore() {
        return new SeriesSelection(devices, metrics);
    }
}
