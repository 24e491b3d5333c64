package hub.sql.source;

import hub.protocol.DeviceId;
import hub.store.DeviceRecord;
import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store in this process.
 *
 * @param states what the table of devices says of each
 */
public record LocalSource(ReadingStore store, DeviceStates states) implements Source {

    @Override
    public List<DeviceId> deviceIds() {
        return store.devices().stream().map(DeviceRecord::id).toList();
    }

    @Override
    public int deviceCount() {
        return store.devices().size();
    }

    @Override
    public List<DeviceRow> devices(SeriesSelection selection) {
        if (selection.nothing()) {
            return List.of();
        }
        Stream<DeviceRecord> found = selection.devices().isEmpty()
                ? store.devices().stream()
                : selection.devices().stream().sorted().flatMap(id -> store.device(id).stream());
        return found.map(device -> DeviceRow.of(device, states)).toList();
    }

    @Override
    public List<SeriesRecord> series(SeriesSelection selection) {
        return store.series(selection);
    }

    @Override
    public List<NumberedEvent> events(EventQuery query) {
        return store.events(query);
    }

    @Override
    public Snapshot snapshot(SeriesSelection selection) {
        return store.snapshot(selection);
    }
}
