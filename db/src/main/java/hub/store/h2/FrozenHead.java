package hub.store.h2;

import hub.store.DeviceRecord;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import java.util.List;

/**
 * An exact prefix of the journal on its way into the database.
 *
 * <p>Devices are copied at the moment of the freeze: a mark that ran ahead of the position would make the replay
 * after a crash pass over frames that are in no chunk.
 *
 * @param position the journal position of the prefix
 * @param firstChunk the id of the first chunk that its fold writes, the same on every try
 * @param lastEvent the number of the newest event in the prefix
 */
record FrozenHead(
        long position,
        long firstChunk,
        long lastEvent,
        List<FrozenSeries> series,
        List<FrozenDevice> devices,
        List<NumberedEvent> events,
        long readings) {

    /** A series as it was at the freeze, and its readings. */
    record FrozenSeries(SeriesState state, int deviceNumber, SeriesRecord row, SeriesHead.View readings) {}

    /**
     * A device as it was at the freeze.
     *
     * @param lastState the number of its newest event of state; 0 if there is none
     */
    record FrozenDevice(int number, DeviceRecord device, long lastState) {}
}
