package hub.ingest;

import hub.entry.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened while nothing could be stored: who went offline, what devices said of themselves. Under its own lock.
 */
final class Unrecorded {

    private static final Logger log = LoggerFactory.getLogger(Unrecorded.class);

    /** Devices are sent away meanwhile, so there is little more than an entry for each. */
    private static final int MAX_ENTRIES = 200_000;

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        if (entries.size() < MAX_ENTRIES) {
            entries.add(entry);
        } else {
            log.warn("too much happened while nothing could be stored; forgotten: {}", entry);
        }
    }

    /** All of it, in the order in which it happened. */
    List<Entry> drain() {
        List<Entry> all = new ArrayList<>(entries);
        entries.clear();
        // What was on its way when the disk failed may have come back after what happened next.
        all.sort(Comparator.comparingLong(Unrecorded::time));
        return all;
    }

    private static long time(Entry entry) {
        if (entry instanceof Entry.Occurrence occurrence) {
            return occurrence.event().timeMicros();
        } else if (entry instanceof Entry.Profile profile) {
            return profile.receivedAtMicros();
        }
        throw new IllegalArgumentException("frames are not kept: " + entry);
    }
}
