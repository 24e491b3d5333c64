package hub.sql.source;

import hub.protocol.DeviceId;
import hub.store.EventQuery;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import java.util.List;

/** What a statement sees of the hub. For one thread. */
public interface Source {

    /** The names of all devices, ascending. */
    List<DeviceId> deviceIds();

    /** About how many devices there are. */
    int deviceCount();

    /** The devices of a selection, ascending by name, whatever they measure. */
    List<DeviceRow> devices(SeriesSelection selection);

    /** The series of a selection with their newest readings, ascending by device and metric. */
    List<SeriesRecord> series(SeriesSelection selection);

    /** Events, ascending by number. */
    List<NumberedEvent> events(EventQuery query);

    /** The series of a selection with their readings as they are now. To be closed. */
    Snapshot snapshot(SeriesSelection selection);
}
