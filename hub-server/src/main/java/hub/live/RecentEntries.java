package hub.live;

import hub.entry.Entry;
import hub.store.AppliedEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The frames of readings that were stored last, for viewers that come back. Confined to the feed's thread. */
final class RecentEntries {

    /** What a frame takes beside its readings, in readings. */
    private static final int FRAME_WEIGHT = 10;

    private final ArrayDeque<AppliedEntry> entries = new ArrayDeque<>();
    private final long mostWeight;
    private long weight;
    private long since;

    RecentEntries(long mostReadings) {
        this.mostWeight = mostReadings;
    }

    /** Forgets all; what is stored behind a position comes. */
    void begin(long position) {
        entries.clear();
        weight = 0;
        since = position;
    }

    /** A frame of readings was stored. */
    void add(AppliedEntry entry) {
        entries.add(entry);
        weight += weight(entry);
        while (weight > mostWeight) {
            AppliedEntry oldest = entries.remove();
            weight -= weight(oldest);
            since = oldest.position();
        }
    }

    private static long weight(AppliedEntry applied) {
        return applied.entry() instanceof Entry.Readings readings
                ? FRAME_WEIGHT + readings.frame().count()
                : FRAME_WEIGHT;
    }

    /** Whether all that was stored behind a position is here. */
    boolean reachesBackTo(long position) {
        return position >= since;
    }

    /** The frames behind a position, in the order in which they were stored. */
    List<AppliedEntry> behind(long position) {
        List<AppliedEntry> newestFirst = new ArrayList<>();
        Iterator<AppliedEntry> backwards = entries.descendingIterator();
        while (backwards.hasNext()) {
            AppliedEntry entry = backwards.next();
            if (entry.position() <= position) {
                break;
            }
            newestFirst.add(entry);
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
