package hub.importing;

import hub.entry.Entry;
import hub.ingest.BulkStore;
import hub.journal.Journal;
import hub.store.AppliedEntry;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import java.util.List;

/** The data of a hub that is stopped. */
final class DataSink implements ImportSink {

    private final Journal journal;
    private final BulkStore bulk;
    private final BlockParser parser;

    /** @param bulk around the store, which has all that the journal has */
    DataSink(ImportJob job, Journal journal, ReadingStore store, BulkStore bulk) {
        this.journal = journal;
        this.bulk = bulk;
        this.parser = new BlockParser(
                job.format(),
                new Frames(job.nowMicros(), device -> store.device(device).flatMap(DeviceRecord::profile)));
    }

    @Override
    public Batch parse(Block block) {
        return parser.parse(block);
    }

    @Override
    public DurableEntries append(List<Entry> entries) {
        return DurableEntries.append(entries, journal);
    }

    @Override
    public void apply(List<AppliedEntry> durable) {
        bulk.apply(durable);
    }

    @Override
    public long position() {
        return journal.durablePosition();
    }
}
