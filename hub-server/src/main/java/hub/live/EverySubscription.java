package hub.live;

import hub.live.Questions.Question;
import hub.live.ViewerCommand.Every;
import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import hub.store.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The readings of some devices from history, then each as it is stored.
 *
 * <p>Three states. Loading: history is asked for on another thread; what is stored meanwhile waits. Following: each
 * batch is sent on. Behind: the viewer was too slow, or the feed was; nothing is sent, and as soon as there is room it
 * loads again, since history has what was missed. A viewer that comes back and missed no more than the feed remembers
 * follows from the beginning.
 */
final class EverySubscription implements Subscription {

    private enum State {
        LOADING,
        FOLLOWING,
        BEHIND
    }

    private final int id;
    private final Selection selection;
    private final Duration history;
    private final boolean resumeAsked;
    private final Viewer viewer;
    private final SeriesTable table;
    private final ReadingStore store;
    private final LongSupplier nowMicros;
    private final SeriesFrames frames;

    /** What was stored while history is read. */
    private Batch pending = new Batch(0);

    /** What a viewer that came back has missed; null if that is not known, and later. */
    private @Nullable List<AppliedEntry> missed;

    private State state = State.LOADING;
    private @Nullable Question question;
    private long skipped;
    private long position;

    /** The position that the viewer is at. */
    private long told;

    /** @param missed by a viewer that came back; empty if it is to begin anew */
    EverySubscription(
            int id,
            Selection selection,
            Every mode,
            Optional<List<AppliedEntry>> missed,
            Viewer viewer,
            SeriesTable table,
            ReadingStore store,
            LongSupplier nowMicros,
            long position) {
        this.id = id;
        this.selection = selection;
        this.history = mode.history();
        this.resumeAsked = mode.resume().isAsked();
        this.told = mode.resume().cursor();
        this.missed = missed.orElse(null);
        this.viewer = viewer;
        this.table = table;
        this.store = store;
        this.nowMicros = nowMicros;
        this.position = position;
        this.frames = new SeriesFrames(id, viewer);
    }

    @Override
    public Optional<Boolean> resumed() {
        return resumeAsked ? Optional.of(missed != null) : Optional.empty();
    }

    @Override
    public void start() {
        List<AppliedEntry> toTell = missed;
        if (toTell == null) {
            load();
            return;
        }
        missed = null;
        state = State.FOLLOWING;
        Batch all = new Batch(position);
        for (AppliedEntry applied : toTell) {
            table.forEachReading(applied.entry(), (series, time, value) -> {
                if (selection.includes(series)) {
                    all.add(series, time, value);
                }
            });
        }
        tell(all.of(selection));
    }

    private void load() {
        state = State.LOADING;
        pending = new Batch(position);
        // The store is ahead of the feed: all up to here is in what is read. What comes behind it may be in twice.
        long cursor = position;
        TimeRange range = new TimeRange(nowMicros.getAsLong() - history.toNanos() / 1_000, Long.MAX_VALUE);
        question = viewer.questions()
                .ask(
                        watch -> EveryHistory.read(store, selection, range, watch),
                        read -> loaded(read, cursor),
                        this::failed);
    }

    private void loaded(EveryHistory read, long cursor) {
        question = null;
        if (!read.code().isEmpty()) {
            viewer.fail(id, read.code(), read.problem());
            return;
        }
        if (!viewer.hasRoom()) {
            fallBehind();
            return;
        }
        LiveColumns snapshot = new LiveColumns();
        List<LiveSeries> series = new ArrayList<>();
        read.series().forEach((row, readings) -> {
            LiveSeries live = table.series(row);
            series.add(live);
            readings.copyAs(live.number, snapshot);
        });
        frames.sendSnapshot(series, snapshot, cursor, skipped);
        told = cursor;
        skipped = 0;
        state = State.FOLLOWING;
        Batch meanwhile = pending;
        pending = new Batch(position);
        tell(meanwhile.of(selection));
    }

    private void failed(Throwable cause) {
        question = null;
        viewer.fail(id, cause);
    }

    @Override
    public void stored(Batch batch) {
        position = batch.position();
        Batch.Part readings = batch.of(selection);
        switch (state) {
            case FOLLOWING -> tell(readings);
            case LOADING -> hold(readings);
            case BEHIND -> skipped += readings.size();
        }
    }

    private void tell(Batch.Part readings) {
        if (readings.size() == 0) {
            return;
        }
        if (viewer.hasRoom()) {
            frames.send(readings, told, position, 0);
            told = position;
        } else {
            skipped += readings.size();
            fallBehind();
        }
    }

    private void hold(Batch.Part readings) {
        if (pending.size() + readings.size() > LiveOptions.MAX_SNAPSHOT_READINGS) {
            skipped += readings.size();
            fallBehind();
        } else {
            pending.addAll(readings);
        }
    }

    /** Also the history that is being read is of no use: it has a gap behind it. */
    private void fallBehind() {
        end();
        skipped += pending.size();
        pending = new Batch(position);
        state = State.BEHIND;
    }

    @Override
    public void tick() {
        if (state == State.BEHIND && viewer.hasRoom()) {
            load();
        }
    }

    @Override
    public void restart() {
        fallBehind();
    }

    @Override
    public void end() {
        Question running = question;
        if (running != null) {
            viewer.questions().withdraw(running);
            question = null;
        }
    }
}
