package hub.store;

import hub.protocol.DeviceId;
import hub.store.ReadingStore.NumberedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that can be asked of a store.
 *
 * @param scanned the readings once more, block by block, with what the summaries say held against them
 * @param events all, those of each device, and those of the middle of the time
 */
public record StoreContent(
        List<DeviceRecord> devices,
        List<SeriesRecord> series,
        List<StoredReading> readings,
        List<StoredReading> scanned,
        List<List<NumberedEvent>> events) {

    private static final TimeRange MIDDLE = new TimeRange(Story.time(200), Story.time(700));

    /** Asks a store. */
    public static StoreContent of(ReadingStore store) {
        List<DeviceRecord> devices = store.devices();
        List<List<NumberedEvent>> events = new ArrayList<>();
        events.add(store.events(events(Set.of())));
        devices.forEach(device -> events.add(store.events(events(Set.of(device.id())))));
        events.add(store.events(new EventQuery(Set.of(), MIDDLE, 100)));
        List<StoredReading> scanned;
        try (Snapshot snapshot = store.snapshot(SeriesSelection.ALL)) {
            scanned = StoredReading.of(snapshot, TimeRange.ALL);
        }
        return new StoreContent(
                devices, store.series(SeriesSelection.ALL), StoredReading.all(store), scanned, List.copyOf(events));
    }

    /** What a store should answer. */
    public static StoreContent of(StoreModel model) {
        List<DeviceRecord> devices = model.devices();
        List<List<NumberedEvent>> events = new ArrayList<>();
        events.add(model.events(events(Set.of())));
        devices.forEach(device -> events.add(model.events(events(Set.of(device.id())))));
        events.add(model.events(new EventQuery(Set.of(), MIDDLE, 100)));
        List<StoredReading> readings = model.readings(SeriesSelection.ALL, TimeRange.ALL);
        return new StoreContent(devices, model.series(SeriesSelection.ALL), readings, readings, List.copyOf(events));
    }

    private static EventQuery events(Set<DeviceId> devices) {
        return new EventQuery(devices, TimeRange.ALL, EventQuery.MAX_LIMIT);
    }

    /** The same without the readings of one device. */
    public StoreContent without(DeviceId device) {
        return new StoreContent(devices, series, without(device, readings), without(device, scanned), events);
    }

    private static List<StoredReading> without(DeviceId device, List<StoredReading> readings) {
        return readings.stream()
                .filter(reading -> !reading.device().equals(device.value()))
                .toList();
    }
}
