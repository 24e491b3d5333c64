package hub.live;

import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** The newest events, then each as it happens. */
final class EventsSubscription implements Subscription {

    private final int id;
    private final Selection selection;
    private final Viewer viewer;
    private final ReadingStore store;

    /** Events that the viewer has not been told of; beyond the limit it begins anew. */
    private final List<NumberedEvent> waiting = new ArrayList<>();

    private long lastTold;
    private boolean startAnew;

    EventsSubscription(int id, Selection selection, Viewer viewer, ReadingStore store) {
        this.id = id;
        this.selection = selection;
        this.viewer = viewer;
        this.store = store;
    }

    @Override
    public void start() {
        waiting.clear();
        startAnew = !viewer.hasRoom();
        if (startAnew) {
            return;
        }
        List<NumberedEvent> newest = selection
                .toStore(store)
                .map(chosen ->
                        store.events(new EventQuery(chosen.devices(), TimeRange.ALL, LiveOptions.SNAPSHOT_EVENTS)))
                .orElse(List.of());
        newest.forEach(event -> lastTold = Math.max(lastTold, event.number()));
        viewer.sendText(LiveMessages.events(id, true, newest));
    }

    @Override
    public void event(NumberedEvent event) {
        boolean selected = selection.isOfAllDevices()
                || event.event().device().map(selection::includes).orElse(false);
        // The snapshot may have had it: the store is ahead of the feed.
        if (selected && event.number() > lastTold && !startAnew) {
            waiting.add(event);
            if (waiting.size() > LiveOptions.SNAPSHOT_EVENTS) {
                restart();
            }
        }
    }

    @Override
    public void tick() {
        if (!viewer.hasRoom()) {
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
        waiting.clear();
        startAnew = true;
    }
}
