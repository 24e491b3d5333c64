package hub.live;

import hub.protocol.Area;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which series a subscription is about. Each part narrows the others.
 *
 * @param devices empty means all that begin with the prefix
 * @param prefix what their ids begin with; empty means any
 * @param area where they are; empty means anywhere, also where that is not known
 * @param metrics empty means all
 * @param tags of those devices only the ones with all of these; empty means any
 */
record Selection(Set<DeviceId> devices, String prefix, Optional<Area> area, Set<Metric> metrics, Set<String> tags) {

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
        return includes(series.device, series.traits) && (metrics.isEmpty() || metrics.contains(series.metric));
    }

    boolean includes(DeviceId device, Traits traits) {
        return names(device)
                && (area.isEmpty() || traits.isIn(area.get()))
                && (tags.isEmpty() || traits.tags().containsAll(tags));
    }

    private boolean names(DeviceId device) {
        return (devices.isEmpty() || devices.contains(device)) && device.value().startsWith(prefix);
    }

    private boolean includes(DeviceRecord device) {
        return includes(device.id(), Traits.of(device));
    }

    /** Whether it is about every device there is and will be. */
    boolean isOfAllDevices() {
        return devices.isEmpty() && !isToBeSearched();
    }

    /** Whether it is not known by ids alone which devices it is about. */
    private boolean isToBeSearched() {
        return !prefix.isEmpty() || area.isPresent() || !tags.isEmpty();
    }

    /** Its devices that the store knows now. */
    List<DeviceRecord> devicesIn(ReadingStore store) {
        return store.devices().stream().filter(this::includes).toList();
    }

    /** As the store understands it, with the devices that are there now; empty if it is about none of them. */
    Optional<SeriesSelection> toStore(ReadingStore store) {
        if (!isToBeSearched()) {
            return Optional.of(new SeriesSelection(devices, metrics));
        }
        Set<DeviceId> matching = devicesIn(store).stream().map(DeviceRecord::id).collect(Collectors.toSet());
        return matching.isEmpty() ? Optional.empty() : Optional.of(new SeriesSelection(matching, metrics));
    }

    /** Which devices, in the words of an error. */
    String inWords() {
        if (area.isPresent()) {
            return "are in the area";
        }
        return tags.isEmpty() ? "begin with \"" + prefix + "\"" : "have the tags " + String.join(", ", tags);
    }
}
