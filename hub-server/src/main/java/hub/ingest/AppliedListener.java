package hub.ingest;

import hub.store.AppliedEntry;
import java.util.List;

/** Hears of entries that are on stable storage and visible to questions. */
@FunctionalInterface
public interface AppliedListener {

    /** In the journal's order, on the thread {@code hub-apply}: hand over, never block. */
    void applied(List<AppliedEntry> entries);
}
