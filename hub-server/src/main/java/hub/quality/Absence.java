package hub.quality;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.TimeRange;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * When a device was not connected, as its events tell. The store does not keep when readings came; but what was measured meanwhile
 * cannot have come before the device was back.
 */
final class Absence {

    /** As many pages of a device's events are read; who has more has come and gone every minute for a year. */
    private static final int MAX_PAGES = 50;

    /** Among so many events before a range the newest change of state is looked for. */
    private static final int LOOK_BACK = 1_000;

    /** Descending, as they are found. */
    private long[] begins = new long[8];

    private long[] ends = new long[8];
    private int size;
    private long end = Long.MAX_VALUE;
    private boolean lastIsOffline;

    private Absence() {}

    /** Of a device that was always there. */
    static Absence never() {
        return new Absence();
    }

    /** Of a device, as far as it matters to readings in a range. */
    static Absence of(ReadingStore store, DeviceId device, TimeRange range) {
        long more = QaTable.LATE_MICROS + 1;
        long to = range.toMicros() > Long.MAX_VALUE - more ? Long.MAX_VALUE : range.toMicros() + more;
        Absence absence = new Absence();
        boolean all = false;
        for (int page = 0; page < MAX_PAGES && !all; page++) {
            List<NumberedEvent> events =
                    events(store, device, new TimeRange(range.fromMicros(), to), EventQuery.MAX_LIMIT);
            absence.addBackwards(events);
            all = events.size() < EventQuery.MAX_LIMIT;
            to = events.isEmpty() ? to : events.get(0).event().timeMicros();
        }
        if (all && range.fromMicros() > TimeRange.ALL.fromMicros()) {
            absence.addNewest(
                    events(store, device, new TimeRange(TimeRange.ALL.fromMicros(), range.fromMicros()), LOOK_BACK));
        }
        return absence;
    }

    private static List<NumberedEvent> events(ReadingStore store, DeviceId device, TimeRange range, int limit) {
        return store.events(new EventQuery(Set.of(device), range, limit));
    }

    private void addBackwards(List<NumberedEvent> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            add(events.get(i).event());
        }
    }

    private void addNewest(List<NumberedEvent> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            Event event = before.get(i).event();
            if (event.type().isState()) {
                add(event);
                return;
            }
        }
    }

    /** Earlier than all before it, unless clocks were set back. */
    private void add(Event event) {
        if (!event.type().isState()) {
            return;
        }
        boolean offline = event.type() == Event.Type.OFFLINE;
        if (!offline) {
            end = event.timeMicros();
        } else if (lastIsOffline) {
            begins[size - 1] = event.timeMicros();
        } else {
            add(event.timeMicros(), end);
        }
        lastIsOffline = offline;
    }

    private void add(long from, long to) {
        if (size == begins.length) {
            begins = Arrays.copyOf(begins, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        begins[size] = from;
        ends[size++] = to;
    }

    /** Whether what was measured at a time came a minute later at the earliest. */
    boolean makesLate(long timeMicros) {
        int low = 0;
        int high = size;
        while (low < high) { // The newest that begins at that time or before.
            int middle = (low + high) >>> 1;
            if (begins[middle] <= timeMicros) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < size && (ends[low] == Long.MAX_VALUE || timeMicros < ends[low] - QaTable.LATE_MICROS);
    }
}
