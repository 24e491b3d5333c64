package hub.store.h2;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.OpenCommand;
import hub.store.SeriesSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every device and series that is known, by name. Confined to the store's lock. */
final class Catalogue {

    private final Map<DeviceId, DeviceState> devices = new TreeMap<>();

    /** Devices without a name, of which something is left in the database. */
    private final Set<DeviceState> erased = new LinkedHashSet<>();

    private int lastDevice;
    private int lastSeries;

    Collection<DeviceState> devices() {
        return devices.values();
    }

    /** Those that are erased, and of which something is left, the first first. */
    Set<DeviceState> erased() {
        return erased;
    }

    /** Every device that may have chunks. */
    List<DeviceState> withChunks() {
        List<DeviceState> all = new ArrayList<>(devices.values());
        all.addAll(erased);
        return all;
    }

    /** Takes a device's name from it; whoever comes under that name is a new device. */
    void erase(DeviceState device) {
        devices.remove(device.id);
        device.erased = true;
        erased.add(device);
    }

    /** A device that was erased in an earlier life keeps its number, and so do its series. */
    void reserve(int device, int series) {
        lastDevice = Math.max(lastDevice, device);
        lastSeries = Math.max(lastSeries, series);
    }

    /** How many devices there are, with those that are erased: their numbers are 1, 2, 3 … */
    int lastDevice() {
        return lastDevice;
    }

    /** How many series there are, likewise: their numbers are 1, 2, 3 … */
    int lastSeries() {
        return lastSeries;
    }

    @Nullable DeviceState find(DeviceId id) {
        return devices.get(id);
    }

    DeviceState device(DeviceId id) {
        DeviceState known = devices.get(id);
        return known != null ? known : restoreDevice(lastDevice + 1, id);
    }

    DeviceState restoreDevice(int number, DeviceId id) {
        DeviceState device = new DeviceState(number, id);
        devices.put(id, device);
        lastDevice = Math.max(lastDevice, number);
        return device;
    }

    SeriesState addSeries(DeviceState device, Metric metric, String unit) {
        return restoreSeries(lastSeries + 1, device, metric, unit);
    }

    SeriesState restoreSeries(int number, DeviceState device, Metric metric, String unit) {
        SeriesState series = new SeriesState(number, device, metric, unit);
        device.addSeries(series);
        lastSeries = Math.max(lastSeries, number);
        return series;
    }

    /** The series that are meant, ascending by device and metric. */
    List<SeriesState> select(SeriesSelection selection) {
        if (selection.nothing()) {
            return List.of();
        }
        Collection<DeviceState> candidates = selection.devices().isEmpty()
                ? devices.values()
                : selection.devices().stream()
                        .sorted()
                        .map(devices::get)
                        .filter(Objects::nonNull)
                        .toList();
        List<SeriesState> selected = new ArrayList<>();
        for (DeviceState device : candidates) {
            for (SeriesState series : device.series.values()) {
                if (selection.includes(device.id, series.metric)) {
                    selected.add(series);
                }
            }
        }
        return selected;
    }

    /** Of each device that has any, its open commands. */
    Map<DeviceId, List<OpenCommand>> openCommands() {
        Map<DeviceId, List<OpenCommand>> open = new TreeMap<>();
        for (DeviceState device : devices.values()) {
            if (!device.commands.isEmpty()) {
                open.put(device.id, List.copyOf(device.commands.values()));
            }
        }
        return open;
    }
}
