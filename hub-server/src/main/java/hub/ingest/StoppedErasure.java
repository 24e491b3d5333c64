package hub.ingest;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.journal.JournalException;
import hub.journal.JournalOptions;
import hub.protocol.DeviceId;
import hub.store.AppliedEntry;
import hub.store.DataDirectory;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import hub.time.Clocks;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Erases all that is known of a device from the data of a hub that is stopped. */
public final class StoppedErasure {

    private static final long FOLD_READINGS = 1_000_000;

    private StoppedErasure() {}

    /**
     * Erases it; when this returns, it is gone from journal and database.
     *
     * @return whether anything was known
     * @throws JournalException if the journal cannot be read or written
     * @throws hub.store.StoreException if the database cannot
     */
    public static boolean run(DataDirectory directory, JournalOptions segments, DeviceId device, Clocks clocks) {
        StoreOptions options = StoreOptions.foldingAt(FOLD_READINGS);
        try (Journal journal = FileJournal.open(directory.journal(), segments);
                ReadingStore store = H2ReadingStore.open(directory.database(), options)) {
            Recovery.run(journal, store, options, clocks.nano());
            boolean known = store.device(device).isPresent();
            if (known) {
                Entry erasure = new Entry.Erasure(device, clocks.micros());
                store.apply(List.of(new AppliedEntry(append(journal, erasure), erasure)));
            }
            journal.trim(store.fold());
            boolean more = true;
            while (more) {
                more = store.maintain(clocks.micros());
            }
            return known;
        }
    }

    private static long append(Journal journal, Entry entry) {
        CompletableFuture<Long> durable = new CompletableFuture<>();
        journal.append(EntryCodec.encode(entry), new Journal.AppendListener() {
            @Override
            public void durable(long position) {
                durable.complete(position);
            }

            @Override
            public void failed(Throwable cause) {
                durable.completeExceptionally(cause);
            }
        });
        try {
            return durable.join();
        } catch (CompletionException e) {
            throw new JournalException("the erasure cannot be written: " + e.getCause(), e);
        }
    }
}
