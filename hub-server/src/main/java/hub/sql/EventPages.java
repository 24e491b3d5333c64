package hub.sql;

import hub.sql.source.Source;
import hub.store.EventQuery;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * All events within a range, in no order. The store gives the newest of a range and no more than a page of them; where
 * there are more, the range is cut in two. Numbers do not help: clocks are set back, so a lower one may be later.
 */
final class EventPages implements Iterator<NumberedEvent> {

    private final Source source;
    private final SeriesSelection selection;
    private final Deque<TimeRange> left = new ArrayDeque<>();
    private Iterator<NumberedEvent> page = List.<NumberedEvent>of().iterator();

    EventPages(Source source, SeriesSelection selection, TimeRange range) {
        this.source = source;
        this.selection = selection;
        if (!selection.nothing()) {
            left.add(range);
        }
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && !left.isEmpty()) {
            ask(left.removeLast());
        }
        return page.hasNext();
    }

    private void ask(TimeRange range) {
        List<NumberedEvent> found = source.events(new EventQuery(selection.devices(), range, EventQuery.MAX_LIMIT));
        long cut = found.size() < EventQuery.MAX_LIMIT ? range.fromMicros() : cut(range, found);
        if (cut > range.fromMicros()) {
            left.add(new TimeRange(range.fromMicros(), cut));
            left.add(new TimeRange(cut, range.toMicros()));
        } else {
            page = found.iterator();
        }
    }

    /** About half of what was found is on either side. */
    private static long cut(TimeRange range, List<NumberedEvent> found) {
        long[] times = found.stream()
                .mapToLong(one -> one.event().timeMicros())
                .sorted()
                .toArray();
        long median = times[times.length / 2];
        // All of one moment, or nearly: behind it there may be others.
        return median > range.fromMicros() ? median : Math.min(median + 1, range.toMicros() - 1);
    }

    @Override
    public NumberedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
