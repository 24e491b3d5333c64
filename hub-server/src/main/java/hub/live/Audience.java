package hub.live;

import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The viewers, and what they are subscribed to. Confined to the feed's thread, but for their number. */
final class Audience {

    /** A hub that is started again at once is ready by then; viewers come back one after the other, some ms apart. */
    private static final long LEAST_RETRY_MILLIS = 2_000;

    private static final long RETRY_STEP_MILLIS = 5;

    private final Set<Viewer> viewers = new LinkedHashSet<>();

    /** Selections that subscriptions have, each under itself. */
    private final Map<Selection, WeakReference<Selection>> selections = new WeakHashMap<>();

    /** Of all viewers; null until it is asked for again. A thousand viewers are told of hundreds of batches a second. */
    private @Nullable List<Subscription> subscriptions;

    private volatile int size;

    void add(Viewer viewer) {
        viewers.add(viewer);
        changed();
    }

    void remove(Viewer viewer) {
        viewers.remove(viewer);
        changed();
    }

    /** A viewer, or what one is subscribed to, has come or gone. */
    void changed() {
        size = viewers.size();
        subscriptions = null;
    }

    /** How many viewers there are. Safe from any thread. */
    int size() {
        return size;
    }

    /** What all viewers are subscribed to; the list stays as it is when one comes or goes. */
    List<Subscription> subscriptions() {
        List<Subscription> all = subscriptions;
        if (all == null) {
            all = viewers.stream()
                    .flatMap(viewer -> viewer.subscriptions().stream())
                    .toList();
            subscriptions = all;
        }
        return all;
    }

    /** The same object for all selections that are equal: a {@link Batch} looks for it by identity. */
    Selection shared(Selection selection) {
        Selection known =
                selections.computeIfAbsent(selection, WeakReference::new).get();
        return known == null ? selection : known;
    }

    /** Closes the sockets of those whose session or token has ended. */
    void closeEnded() {
        viewers.forEach(Viewer::closeIfOver);
    }

    /** Tells all that the hub goes. */
    void leave() {
        long retryMillis = LEAST_RETRY_MILLIS;
        for (Viewer viewer : viewers) {
            viewer.leave(retryMillis);
            retryMillis += RETRY_STEP_MILLIS;
        }
    }
}
