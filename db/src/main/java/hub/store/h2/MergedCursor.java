package hub.store.h2;

import hub.store.ReadingCursor;
import hub.store.SeriesRecord;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Walks over several series at once, ascending by time, then device, then metric. */
final class MergedCursor implements ReadingCursor {

    private final PriorityQueue<SeriesCursor> waiting = new PriorityQueue<>();

    private @Nullable SeriesCursor current;
    private boolean closed;

    MergedCursor(List<SeriesCursor> cursors) {
        for (SeriesCursor cursor : cursors) {
            if (cursor.next()) {
                waiting.add(cursor);
            }
        }
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
        if (current != null && current.next()) {
            SeriesCursor second = waiting.peek();
            if (second == null || current.compareTo(second) < 0) {
                return true;
            }
            waiting.add(current);
        }
        current = waiting.poll();
        return current != null;
    }

    @Override
    public SeriesRecord series() {
        return current().series();
    }

    @Override
    public long timeMicros() {
        return current().time();
    }

    @Override
    public double value() {
        return current().value();
    }

    private SeriesCursor current() {
        return Objects.requireNonNull(current, "next() must have returned true");
    }

    @Override
    public void close() {
        closed = true;
        current = null;
        waiting.clear();
    }
}
