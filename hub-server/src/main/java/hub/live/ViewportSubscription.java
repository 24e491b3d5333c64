package hub.live;

import hub.live.Questions.Question;
import hub.query.QueryTimeoutException;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.time.Clocks;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets of a stretch of time, from the store, and again those that changed.
 *
 * <p>A stored reading only marks its bucket as changed; what the viewer is told is always read from the store, as a question over HTTP
 * is: so late and repeated readings come out right. A question begins with nothing marked, so what is stored while it is in
 * work is asked for once more. As long as one takes, four times as long is waited until the next: the busier the hub, the
 * calmer the chart. A viewer without room is told nothing, and what it missed stays marked.
 */
final class ViewportSubscription implements Subscription {

    private static final Logger log = LoggerFactory.getLogger(ViewportSubscription.class);
    private static final int REST = 4;

    private final int id;
    private final Selection selection;
    private final Viewer viewer;
    private final SeriesTable table;
    private final ReadingStore store;
    private final Clocks clocks;
    private final SeriesFrames frames;
    private View view;

    /** Of the view that the viewer has; null until it has it. */
    private @Nullable ViewGrid grid;

    private ChangedReadings changed = new ChangedReadings();
    private @Nullable Question question;
    private boolean viewDue = true;
    private long askedNanos;
    private long restUntilNanos;
    private long position;

    ViewportSubscription(
            int id,
            Selection selection,
            View view,
            Viewer viewer,
            SeriesTable table,
            ReadingStore store,
            Clocks clocks,
            long position) {
        this.id = id;
        this.selection = selection;
        this.view = view;
        this.viewer = viewer;
        this.table = table;
        this.store = store;
        this.clocks = clocks;
        this.position = position;
        this.frames = new SeriesFrames(id, viewer);
    }

    @Override
    public void start() {
        begin(view);
    }

    /** Takes the place of the view before, also of one that is still being read. */
    @Override
    public boolean view(View newer) {
        begin(newer);
        return true;
    }

    private void begin(View newer) {
        end();
        view = newer;
        grid = null;
        viewDue = true;
        restUntilNanos = clocks.nano().nanos();
        tick();
    }

    @Override
    public void tick() {
        if (question != null || !viewer.hasRoom() || clocks.nano().nanos() - restUntilNanos < 0) {
            return;
        }
        ViewGrid current = grid;
        if (viewDue) {
            viewDue = false;
            long now = clocks.micros();
            View asked = view;
            ask(true, query -> query.whole(selection, asked, now));
        } else if (current != null) {
            SeriesSelection whose = changed.selection();
            changed.in(current).ifPresent(range -> {
                ViewGrid part = current.part(range);
                ask(false, query -> query.read(whose, part, 1));
            });
        }
    }

    private void ask(boolean whole, Function<ViewQuery, ViewQuery.Answer> work) {
        ChangedReadings asked = changed;
        changed = new ChangedReadings();
        long cursor = position;
        askedNanos = clocks.nano().nanos();
        question = viewer.questions()
                .ask(
                        (QueryWatch watch) -> work.apply(new ViewQuery(store, watch)),
                        answer -> answered(answer, whole, asked, cursor),
                        this::failed);
    }

    private void answered(ViewQuery.Answer answer, boolean whole, ChangedReadings asked, long cursor) {
        rest();
        if (!answer.problem().isEmpty()) {
            refuse("view-too-large", answer.problem());
        } else if (!viewer.hasRoom()) {
            // Asked again as soon as there is room; what changed meanwhile is in then, too.
            viewDue |= whole;
            changed.addAll(asked);
        } else if (whole) {
            grid = answer.grid();
            viewer.sendText(LiveMessages.view(id, view.number(), answer.grid()));
            frames.sendView(answer.buckets(), table, cursor, view.number());
        } else {
            frames.sendBuckets(answer.buckets(), table, cursor, view.number());
        }
    }

    private void rest() {
        question = null;
        long now = clocks.nano().nanos();
        restUntilNanos = now + REST * (now - askedNanos);
    }

    private void failed(Throwable cause) {
        rest();
        if (cause instanceof QueryTimeoutException) {
            refuse("view-timeout", String.valueOf(cause.getMessage()));
        } else {
            log.error("a view of {} cannot be read", selection, cause);
            refuse("view-failed", "stored data cannot be read; the hub's log says why");
        }
    }

    /** There is no view until the viewer asks for another. */
    private void refuse(String code, String why) {
        viewDue = false;
        grid = null;
        viewer.sendText(LiveMessages.viewError(code, why, id, view.number()));
    }

    @Override
    public void stored(Batch batch) {
        position = batch.position();
        // While a view is read its range may not be known yet; then all count.
        ViewGrid current = grid;
        batch.of(selection).forEach((series, time, value) -> {
            if (current == null || current.range().contains(time)) {
                changed.add(series, time);
            }
        });
    }

    /** Not at once, as for a new view: devices that come and go must not keep a question from its end. */
    @Override
    public void profile(Move move) {
        viewDue |= move.enters(selection) || move.leaves(selection);
    }

    /** What is being read may be of what is gone. */
    @Override
    public void erased() {
        end();
        viewDue = true;
    }

    @Override
    public void restart() {
        begin(view);
    }

    @Override
    public void end() {
        Question running = question;
        if (running != null) {
            viewer.questions().withdraw(running);
            question = null;
        }
        changed = new ChangedReadings();
    }
}
