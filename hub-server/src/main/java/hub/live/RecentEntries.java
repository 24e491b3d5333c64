package hub.live;

import hub.entry.Entry;
import hub.store.AppliedEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The frames of readings that were stored last, for viewers that come back. Confined to the feed's thread. */
final class RecentEntries {

    /** What a frame takes beside its readings, in readings. */
    private static final int FRAME_WEIGHT = 10;

    /** Some are forgotten together: each alone, long since out of the processor's caches, would have to be looked at again. */
    private static final int GROUPS = 64;

    /** Entries one behind the other. */
    private static final class Group {
        private final List<AppliedEntry> entries = new ArrayList<>();
        private long weight;

        long lastPosition() {
            return entries.get(entries.size() - 1).position();
        }
    }

    private final ArrayDeque<Group> groups = new ArrayDeque<>();
    private final long mostWeight;
    private long weight;
    private long since;

    RecentEntries(long mostReadings) {
        this.mostWeight = mostReadings;
    }

    /** Forgets all; what is stored behind a position comes. */
    void begin(long position) {
        groups.clear();
        weight = 0;
        since = position;
    }

    /** A frame of readings was stored. */
    void add(AppliedEntry entry) {
        Group newest = groups.peekLast();
        if (newest == null || newest.weight >= mostWeight / GROUPS) {
            newest = new Group();
            groups.add(newest);
        }
        long added = weight(entry);
        newest.entries.add(entry);
        newest.weight += added;
        weight += added;
        while (weight > mostWeight) {
            Group oldest = groups.remove();
            weight -= oldest.weight;
            since = oldest.lastPosition();
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
        return groups.stream()
                .filter(group -> group.lastPosition() > position)
                .flatMap(group -> group.entries.stream())
                .filter(entry -> entry.position() > position)
                .toList();
    }
}
