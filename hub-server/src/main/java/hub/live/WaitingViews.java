package hub.live;

import hub.live.ViewerCommand.ChangeView;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Views of one viewer that wait for the feed: of each subscription the newest, so that who zooms faster than the hub
 * follows makes nothing wait. Confined to the socket's IO thread, but for the taking.
 */
final class WaitingViews {

    private final Consumer<Supplier<ChangeView>> feed;
    private final Map<Integer, AtomicReference<@Nullable ChangeView>> waiting = new HashMap<>();

    /** @param feed takes what gives the view when the feed has come to it */
    WaitingViews(Consumer<Supplier<ChangeView>> feed) {
        this.feed = feed;
    }

    /** Takes the place of the one that waits, or begins to wait itself. */
    void add(ChangeView change) {
        AtomicReference<@Nullable ChangeView> slot = waiting.get(change.id());
        ChangeView before = slot == null ? null : slot.get();
        if (slot != null && before != null && slot.compareAndSet(before, change)) {
            return;
        }
        AtomicReference<@Nullable ChangeView> own = new AtomicReference<>(change);
        if (waiting.size() == LiveOptions.MAX_SUBSCRIPTIONS) {
            waiting.clear();
        }
        waiting.put(change.id(), own);
        feed.accept(() -> Objects.requireNonNull(own.getAndSet(null), "taken once"));
    }

    /** Another command came: views after it must not overtake it. */
    void close() {
        waiting.clear();
    }
}
