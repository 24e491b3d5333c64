package hub.importing;

import hub.entry.Entry;
import hub.store.AppliedEntry;
import java.util.List;

/** Where an import stores what it reads. */
interface ImportSink {

    /** Makes a batch of a block; block after block, on a thread of its own. */
    Batch parse(Block block);

    /** Puts a batch's entries on their way to stable storage. */
    DurableEntries append(List<Entry> entries);

    /** Makes visible what is on stable storage. */
    void apply(List<AppliedEntry> durable);

    /** The journal's position up to which all is stored; 0 where there is none. */
    long position();
}
