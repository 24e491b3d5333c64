package hub.importing;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.journal.Journal;
import hub.journal.JournalException;
import hub.store.AppliedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Entries on their way into the journal. */
final class DurableEntries implements Journal.AppendListener {

    private final List<Entry> entries;
    private final List<AppliedEntry> durable;
    private final CountDownLatch all;
    private volatile @Nullable Throwable failure;

    private DurableEntries(List<Entry> entries) {
        this.entries = entries;
        this.durable = new ArrayList<>(entries.size());
        this.all = new CountDownLatch(entries.isEmpty() ? 0 : 1);
    }

    /** What is nobody's to write. */
    static DurableEntries none() {
        return new DurableEntries(List.of());
    }

    /** Appends them, without waiting for the disk. */
    static DurableEntries append(List<Entry> entries, Journal journal) {
        DurableEntries appended = new DurableEntries(entries);
        try {
            for (Entry entry : entries) {
                journal.append(EntryCodec.encode(entry), appended);
            }
        } catch (JournalException e) {
            throw unwritten(e);
        }
        return appended;
    }

    @Override
    public void durable(long position) {
        durable.add(new AppliedEntry(position, entries.get(durable.size())));
        if (durable.size() == entries.size()) {
            all.countDown();
        }
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
        all.countDown();
    }

    /** Waits until all of them are on stable storage. */
    List<AppliedEntry> await() {
        try {
            all.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        Throwable cause = failure;
        if (cause != null) {
            throw unwritten(cause);
        }
        return durable;
    }

    private static ImportException unwritten(Throwable cause) {
        return new ImportException(
                "the journal cannot be written: " + cause.getMessage()
                        + ". Make room or mend the disk, then give the same command again: it goes on",
                cause);
    }
}
