package hub.live;

import hub.live.ViewerCommand.Events;
import hub.live.ViewerCommand.Every;
import hub.live.ViewerCommand.Latest;
import hub.live.ViewerCommand.Mode;
import hub.live.ViewerCommand.Resume;
import hub.live.ViewerCommand.Subscribe;
import hub.live.ViewerCommand.Viewport;
import hub.presence.Presence;
import hub.registry.DeviceRegistry;
import hub.registry.PublishedStore;
import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import hub.time.Clocks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What subscriptions are made of, one for each mode.
 *
 * @param places the same store as everybody may know it
 */
record Subscriptions(
        SeriesTable table,
        ReadingStore store,
        PublishedStore places,
        DeviceRegistry devices,
        Presence presence,
        Clocks clocks) {

    /**
     * A subscription, not begun yet.
     *
     * @param selection the command's
     * @param position the feed's
     * @param missed what was stored behind a viewer's cursor; empty if that is not known
     */
    Subscription made(
            Subscribe command,
            Selection selection,
            Viewer viewer,
            long position,
            Function<Resume, Optional<List<AppliedEntry>>> missed) {
        int id = command.id();
        Mode mode = command.mode();
        if (mode instanceof Latest latest) {
            return new LatestSubscription(id, selection, latest.tick(), viewer, table, clocks.nano(), position);
        } else if (mode instanceof Every every) {
            Optional<List<AppliedEntry>> since = missed.apply(every.resume());
            return new EverySubscription(id, selection, every, since, viewer, table, places, clocks::micros, position);
        } else if (mode instanceof Viewport viewport) {
            return new ViewportSubscription(id, selection, viewport.view(), viewer, table, places, clocks, position);
        } else if (mode instanceof Events) {
            return new EventsSubscription(id, selection, viewer, table, places, told(viewer));
        }
        return new FleetSubscription(id, selection, viewer, table, places, told(viewer), presence, clocks);
    }

    private PublishedStore told(Viewer viewer) {
        return new PublishedStore(store, devices, viewer.knowsExactly());
    }
}
