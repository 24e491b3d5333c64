package hub.live;

import hub.live.Questions.Question;
import hub.registry.PublishedStore;
import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest events, then each as it happens: those that happen while the newest are read wait for them. */
final class EventsSubscription implements Subscription {

    private final int id;
    private final Selection selection;
    private final Viewer viewer;
    private final SeriesTable table;
    private final ReadingStore places;
    private final PublishedStore told;

    /** Events that the viewer has not been told of; beyond the limit it begins anew. */
    private final List<NumberedEvent> waiting = new ArrayList<>();

    private @Nullable Question question;
    private long lastTold;
    private boolean startAnew;

    /**
     * A subscription, not begun yet.
     *
     * @param places says which devices are of the selection
     * @param told says what this viewer is told of events
     */
    EventsSubscription(
            int id, Selection selection, Viewer viewer, SeriesTable table, ReadingStore places, PublishedStore told) {
        this.id = id;
        this.selection = selection;
        this.viewer = viewer;
        this.table = table;
        this.places = places;
        this.told = told;
    }

    @Override
    public void start() {
        end();
        waiting.clear();
        startAnew = !viewer.hasRoom();
        if (!startAnew) {
            question = viewer.questions().ask(watch -> newest(), this::answered, this::failed);
        }
    }

    /** On a thread that may wait. */
    private List<NumberedEvent> newest() {
        return selection
                .toStore(places)
                .map(chosen ->
                        told.events(new EventQuery(chosen.devices(), TimeRange.ALL, LiveOptions.SNAPSHOT_EVENTS)))
                .orElse(List.of());
    }

    private void answered(List<NumberedEvent> newest) {
        question = null;
        startAnew = !viewer.hasRoom();
        if (startAnew) {
            return;
        }
        viewer.sendText(LiveMessages.events(id, true, newest));
        newest.forEach(event -> lastTold = Math.max(lastTold, event.number()));
        waiting.removeIf(event -> event.number() <= lastTold);
    }

    private void failed(Throwable cause) {
        question = null;
        viewer.fail(id, cause);
    }

    @Override
    public void event(NumberedEvent event) {
        boolean selected = selection.isOfAllDevices()
                || event.event()
                        .device()
                        .map(device -> selection.includes(device, table.traits(device)))
                        .orElse(false);
        // The snapshot may have had it: the store is ahead of the feed.
        if (selected && event.number() > lastTold && !startAnew) {
            waiting.add(told.shown(event));
            if (waiting.size() > LiveOptions.SNAPSHOT_EVENTS) {
                restart();
            }
        }
    }

    @Override
    public void tick() {
        if (question != null || !viewer.hasRoom()) {
            return;
        }
        if (startAnew) {
            start();
        } else if (!waiting.isEmpty()) {
            viewer.sendText(LiveMessages.events(id, false, waiting));
            lastTold = waiting.get(waiting.size() - 1).number();
            waiting.clear();
        }
    }

    @Override
    public void restart() {
        end();
        waiting.clear();
        startAnew = true;
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
