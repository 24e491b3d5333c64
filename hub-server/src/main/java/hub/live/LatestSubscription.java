package hub.live;

import hub.time.NanoClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The newest reading of every series, then of those that changed, once a tick; to a slow viewer, when it has room. */
final class LatestSubscription implements Subscription {

    private final Selection selection;
    private final SeriesTable table;
    private final SeriesFrames frames;
    private final Viewer viewer;

    /** Series that changed and that the viewer has not been told of: at most one entry each, however slow it is. */
    private final Set<LiveSeries> waiting = new LinkedHashSet<>();

    private final long tickNanos;
    private final NanoClock clock;
    private long dueNanos;
    private boolean startAnew;
    private long skipped;
    private long position;

    /** @param tick the least time between two frames; nothing for the feed's own tick */
    LatestSubscription(
            int id,
            Selection selection,
            Duration tick,
            Viewer viewer,
            SeriesTable table,
            NanoClock clock,
            long position) {
        this.selection = selection;
        this.tickNanos = tick.toNanos();
        this.clock = clock;
        this.dueNanos = clock.nanos() + tickNanos;
        this.table = table;
        this.viewer = viewer;
        this.frames = new SeriesFrames(id, viewer);
        this.position = position;
    }

    @Override
    public void start() {
        skipped += waiting.size();
        waiting.clear();
        startAnew = !viewer.hasRoom();
        if (startAnew) {
            return;
        }
        List<LiveSeries> all = table.select(selection);
        LiveColumns columns = new LiveColumns();
        all.forEach(one -> columns.add(one.number, one.lastTime, one.lastValue));
        frames.sendSnapshot(all, columns, position, skipped);
        skipped = 0;
    }

    @Override
    public void changed(Batch newest) {
        position = newest.position();
        if (startAnew) {
            start();
            return;
        }
        boolean due = clock.nanos() - dueNanos >= 0;
        boolean hasRoom = viewer.hasRoom();
        Batch.Part changed = newest.of(selection);
        if (due && waiting.isEmpty() && hasRoom) {
            send(changed);
            return;
        }
        for (LiveSeries one : changed.series()) {
            // What is not due yet, or goes out now, is not left out because the viewer is slow.
            if (!waiting.add(one) && due && !hasRoom) {
                skipped++;
            }
        }
        if (due && hasRoom) {
            send(Batch.newest(List.copyOf(waiting), position).of(selection));
            waiting.clear();
        }
    }

    /** A device that comes or goes: the viewer is to forget what is not of the selection any more. */
    @Override
    public void profile(Move move) {
        startAnew |= move.enters(selection) || move.leaves(selection);
    }

    /** With the next tick: many may be erased one behind the other. */
    @Override
    public void erased() {
        startAnew = true;
    }

    private void send(Batch.Part readings) {
        if (readings.size() > 0) {
            dueNanos = clock.nanos() + tickNanos;
            frames.send(readings, position, position, skipped);
            skipped = 0;
        }
    }

    @Override
    public void restart() {
        start();
    }
}
