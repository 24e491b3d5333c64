package hub.store.h2;

import hub.store.DeviceRecord;
import hub.store.SeriesRecord;
import java.util.List;

/**
 * An exact prefix of the journal on its way into the database.
 *
 * <p>Devices are copied at the moment of the freeze: a mark that ran ahead of the position would make the replay
 * after a crash pass over frames that are in no chunk.
 *
 * @param position the journal position of the prefix
 * @param tally of all events in the prefix
 * @param lastDevice the number of the newest device
 * @param lastSeries the number of the newest series
 * @param devices those that anything came from
 * @param erased those that were erased
 */
record FrozenHead(
        long position,
        EventTally tally,
        int lastDevice,
        int lastSeries,
        List<FrozenDevice> devices,
        List<FrozenErasure> erased,
        List<StoredEvent> events,
        long readings,
        long bytes) {

    /**
     * A device as it was at the freeze.
     *
     * @param events which of its events are remembered
     * @param newest all its series with their newest readings
     * @param added series that have no row yet
     */
    record FrozenDevice(
            DeviceState state,
            DeviceRecord record,
            StoredEvents events,
            List<SeriesRecord> newest,
            List<SeriesState> added,
            List<FrozenSeries> readings) {}

    /**
     * A device that was erased.
     *
     * @param newestEvent of its events in the database, the number of the newest; 0 if there is none
     * @param series all that it had
     */
    record FrozenErasure(DeviceState state, long newestEvent, List<SeriesState> series) {

        static FrozenErasure of(DeviceState device) {
            return new FrozenErasure(device, device.lastEvent, List.copyOf(device.series.values()));
        }
    }

    /** The readings of a series at the freeze. */
    record FrozenSeries(SeriesState state, SeriesHead.View readings) {}
}
