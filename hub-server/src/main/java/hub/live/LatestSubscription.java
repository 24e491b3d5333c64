package hub.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The newest reading of every series, then of those that changed, once a tick; to a slow viewer, when it has room. */
final class LatestSubscription implements Subscription {

    private final Selection selection;
    private final SeriesTable table;
    private final SeriesFrames frames;
    private final Viewer viewer;
    private final LiveColumns columns = new LiveColumns();

    /** Series that changed and that the viewer has not been told of: at most one entry each, however slow it is. */
    private final Set<LiveSeries> waiting = new LinkedHashSet<>();

    private boolean startAnew;
    private long skipped;
    private long position;

    LatestSubscription(int id, Selection selection, Viewer viewer, SeriesTable table, long position) {
        this.selection = selection;
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
        all.forEach(columns::add);
        frames.sendSnapshot(all, columns, position, skipped);
        skipped = 0;
        columns.clear();
    }

    @Override
    public void changed(List<LiveSeries> series, long newPosition) {
        position = newPosition;
        if (startAnew) {
            start();
            return;
        }
        for (LiveSeries changed : series) {
            if (selection.includes(changed) && !waiting.add(changed)) {
                skipped++;
            }
        }
        if (!waiting.isEmpty() && viewer.hasRoom()) {
            waiting.forEach(columns::add);
            frames.send(List.copyOf(waiting), columns, position, skipped);
            skipped = 0;
            columns.clear();
            waiting.clear();
        }
    }

    @Override
    public void restart() {
        start();
    }
}
