package hub.live;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.text.Printable;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which series a subscription is about.
 *
 * @param devices empty means all that begin with the prefix
 * @param prefix what their ids begin with; empty means any
 * @param metrics empty means all
 */
record Selection(Set<DeviceId> devices, String prefix, Set<Metric> metrics) {

    /** @throws IllegalArgumentException if it has both ids and a prefix, or a prefix that no id has */
    Selection {
        if (!devices.isEmpty() && !prefix.isEmpty()) {
            throw new IllegalArgumentException("\"devices\" and \"prefix\" both say which devices; give one of them");
        }
        if (!prefix.isEmpty() && DeviceId.parse(prefix).isEmpty()) {
            throw new IllegalArgumentException("prefix '" + Printable.shortened(prefix)
                    + "' begins no device's id: those are 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        }
    }

    boolean includes(LiveSeries series) {
        return includes(series.device) && (metrics.isEmpty() || metrics.contains(series.metric));
    }

    boolean includes(DeviceId device) {
        return (devices.isEmpty() || devices.contains(device)) && device.value().startsWith(prefix);
    }

    /** Whether it is about every device there is and will be. */
    boolean isOfAllDevices() {
        return devices.isEmpty() && prefix.isEmpty();
    }

    /** As the store understands it, with the devices that are there now; empty if no device has the prefix. */
    Optional<SeriesSelection> toStore(ReadingStore store) {
        if (prefix.isEmpty()) {
            return Optional.of(new SeriesSelection(devices, metrics));
        }
        Set<DeviceId> matching = store.devices().stream()
                .map(DeviceRecord::id)
                .filter(this::includes)
                .collect(Collectors.toSet());
        return matching.isEmpty() ? Optional.empty() : Optional.of(new SeriesSelection(matching, metrics));
    }
}
