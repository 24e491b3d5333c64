package hub.store.h2;

import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.List;

/**
 * What one question sees.
 *
 * @param payloads reads its chunks
 * @param unpin lets go of them
 * @param event goes on until it is closed
 */
record StoreSnapshot(List<SeriesSnapshot> all, Payloads payloads, Runnable unpin, QueryEvent event)
        implements Snapshot {

    /** One series: its newest reading, its device's chunks, what is in no chunk yet. */
    record SeriesSnapshot(SeriesRecord row, DeviceChunks chunks, List<SeriesHead.View> heads) {}

    @Override
    public List<SeriesRecord> series() {
        return all.stream().map(SeriesSnapshot::row).toList();
    }

    @Override
    public SeriesScan scan(TimeRange range) {
        return new StoreScan(all, payloads, range);
    }

    @Override
    public void rest() {
        payloads.close();
    }

    @Override
    public void close() {
        payloads.close();
        unpin.run();
        event.ended(all.size());
    }
}
