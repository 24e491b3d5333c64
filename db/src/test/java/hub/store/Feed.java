package hub.store;

import hub.entry.Entry;
import java.util.ArrayList;
import java.util.List;

/** Gives a store entries at growing positions, as a journal would. */
public final class Feed {

    private static final long STEP = 100;

    private final ReadingStore store;
    private final List<AppliedEntry> given = new ArrayList<>();
    private long position;

    /** Goes on behind what the store has applied. */
    public Feed(ReadingStore store) {
        this.store = store;
        this.position = store.appliedPosition();
    }

    /** Applies entries at the next positions, all at once. */
    public void apply(Entry... entries) {
        List<AppliedEntry> batch = new ArrayList<>();
        for (Entry entry : entries) {
            position += STEP;
            batch.add(new AppliedEntry(position, entry));
        }
        given.addAll(batch);
        store.apply(batch);
    }

    /** Everything given so far, at its positions. */
    public List<AppliedEntry> given() {
        return List.copyOf(given);
    }
}
