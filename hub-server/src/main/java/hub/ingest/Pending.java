package hub.ingest;

import hub.entry.Entry;
import hub.journal.Journal;
import hub.store.AppliedEntry;
import org.jspecify.annotations.Nullable;

/** An entry between its append and its application. */
final class Pending implements Journal.AppendListener {

    private final Entry entry;
    private final @Nullable DeviceLedger ledger;
    private final @Nullable Submitted submitted;
    private final int bytes;
    private final long receivedNanos;
    private final Applier applier;
    private long position;

    Pending(
            Entry entry,
            @Nullable DeviceLedger ledger,
            @Nullable Submitted submitted,
            int bytes,
            long receivedNanos,
            Applier applier) {
        this.entry = entry;
        this.ledger = ledger;
        this.submitted = submitted;
        this.bytes = bytes;
        this.receivedNanos = receivedNanos;
        this.applier = applier;
    }

    @Override
    public void durable(long newPosition) {
        position = newPosition;
        applier.add(this);
    }

    @Override
    public void failed(Throwable cause) {
        applier.unwritten(this, cause);
    }

    Entry entry() {
        return entry;
    }

    /** What is waited for with others; null if nobody does. */
    @Nullable Submitted submitted() {
        return submitted;
    }

    /** Whose frame it is; null for what is no frame, and for imported ones. */
    @Nullable DeviceLedger ledger() {
        return ledger;
    }

    int bytes() {
        return bytes;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    AppliedEntry toAppliedEntry() {
        return new AppliedEntry(position, entry);
    }
}
