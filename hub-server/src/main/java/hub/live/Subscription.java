package hub.live;

import hub.store.ReadingStore.NumberedEvent;
import java.util.Optional;

/** One subscription of one viewer. Confined to the feed's thread. */
interface Subscription {

    /** Sends the snapshot, or sets about it. */
    void start();

    /** Whether it goes on where the viewer was; empty if the viewer did not ask to. */
    default Optional<Boolean> resumed() {
        return Optional.empty();
    }

    /** The viewer wants to see something else. Whether there is a view to change. */
    default boolean view(View newer) {
        return false;
    }

    /** Readings were stored. */
    default void stored(Batch batch) {}

    /** These are the newest readings of the series that have changed since the last tick. */
    default void changed(Batch newest) {}

    /** An event was stored. */
    default void event(NumberedEvent event) {}

    /** A device said something of itself; where it is, too. */
    default void profile(Move move) {}

    /** A tick has passed. */
    default void tick() {}

    /** A second has passed. */
    default void second(FleetReport report, double readingsPerSecond, int viewers) {}

    /** The feed could not follow and has left something out: begin anew. */
    void restart();

    /** A device is erased, whichever: what the viewer was told of it is to go. */
    default void erased() {
        restart();
    }

    /** Nothing may be sent any more. */
    default void end() {}
}
