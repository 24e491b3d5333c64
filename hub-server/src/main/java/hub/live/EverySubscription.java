package hub.live;

import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The readings of some devices from history, then each as it is stored.
 *
 * <p>Three states. Loading: history is asked for on another thread; what is stored meanwhile waits. Following: each
 * batch is sent on. Behind: the viewer was too slow, or the feed was; nothing is sent, and as soon as there is room it
 * loads again, since history has what was missed.
 */
final class EverySubscription implements Subscription {

    private enum State {
        LOADING,
        FOLLOWING,
        BEHIND,
        ENDED
    }

    private final int id;
    private final Selection selection;
    private final Duration history;
    private final Viewer viewer;
    private final SeriesTable table;
    private final ReadingStore store;
    private final FeedThreads threads;
    private final LongSupplier nowMicros;
    private final SeriesFrames frames;
    private final LiveColumns columns = new LiveColumns();
    private final Set<LiveSeries> inColumns = new LinkedHashSet<>();
    private State state = State.LOADING;
    private int load;
    private long skipped;
    private long position;

    EverySubscription(
            ViewerCommand.Subscribe command,
            Viewer viewer,
            SeriesTable table,
            ReadingStore store,
            FeedThreads threads,
            LongSupplier nowMicros,
            long position) {
        this.id = command.id();
        this.selection = command.selection();
        this.history = command.history();
        this.viewer = viewer;
        this.table = table;
        this.store = store;
        this.threads = threads;
        this.nowMicros = nowMicros;
        this.position = position;
        this.frames = new SeriesFrames(command.id(), viewer);
    }

    @Override
    public void start() {
        state = State.LOADING;
        columns.clear();
        inColumns.clear();
        int thisLoad = ++load;
        TimeRange range = new TimeRange(nowMicros.getAsLong() - history.toNanos() / 1_000, Long.MAX_VALUE);
        threads.query(() -> {
            History read = History.read(store, selection, range);
            threads.feed(() -> loaded(read, thisLoad));
        });
    }

    /** The history part of a snapshot: per series, ascending by time. */
    private record History(Map<SeriesRecord, LiveColumns> series, boolean tooMuch) {

        static History read(ReadingStore store, Selection selection, TimeRange range) {
            Map<SeriesRecord, LiveColumns> bySeries = new LinkedHashMap<>();
            int count = 0;
            try (ReadingCursor cursor = RawQuery.open(store, selection.toStore(), range)) {
                while (cursor.next()) {
                    if (++count > LiveOptions.MAX_SNAPSHOT_READINGS) {
                        return new History(Map.of(), true);
                    }
                    bySeries.computeIfAbsent(cursor.series(), first -> new LiveColumns())
                            .add(0, cursor.timeMicros(), cursor.value());
                }
            }
            return new History(bySeries, false);
        }
    }

    private void loaded(History read, int thisLoad) {
        if (state != State.LOADING || thisLoad != load) {
            // Ended, or so much came meanwhile that it was left out: then this history has a gap behind it.
            return;
        }
        if (!viewer.hasRoom()) {
            fallBehind();
            return;
        }
        if (read.tooMuch()) {
            viewer.sendText(LiveMessages.error(
                    "too-much-history",
                    "more than " + LiveOptions.MAX_SNAPSHOT_READINGS
                            + " readings: ask for a shorter history or fewer devices, or use GET /api/v1/readings",
                    id));
            viewer.unsubscribe(id);
            return;
        }
        LiveColumns snapshot = new LiveColumns();
        List<LiveSeries> series = new ArrayList<>();
        read.series().forEach((row, readings) -> {
            LiveSeries live = table.series(row);
            series.add(live);
            readings.copyTo(snapshot, live.number);
        });
        frames.sendSnapshot(series, snapshot, position, skipped);
        skipped = 0;
        state = State.FOLLOWING;
        endOfBatch(position);
    }

    @Override
    public void reading(LiveSeries series, long timeMicros, double value) {
        if (!selection.includes(series)) {
            return;
        }
        if (state == State.BEHIND) {
            skipped++;
        } else if (columns.size() >= LiveOptions.MAX_SNAPSHOT_READINGS) {
            fallBehind();
            skipped++;
        } else {
            columns.add(series.number, timeMicros, value);
            inColumns.add(series);
        }
    }

    @Override
    public void endOfBatch(long newPosition) {
        position = newPosition;
        if (state != State.FOLLOWING || columns.isEmpty()) {
            return;
        }
        if (viewer.hasRoom()) {
            frames.send(inColumns, columns, position, 0);
            columns.clear();
            inColumns.clear();
        } else {
            fallBehind();
        }
    }

    private void fallBehind() {
        skipped += columns.size();
        columns.clear();
        inColumns.clear();
        state = State.BEHIND;
    }

    @Override
    public void tick() {
        if (state == State.BEHIND && viewer.hasRoom()) {
            start();
        }
    }

    @Override
    public void restart() {
        fallBehind();
    }

    @Override
    public void end() {
        state = State.ENDED;
    }
}
