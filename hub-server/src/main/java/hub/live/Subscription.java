package hub.live;

import hub.entry.Entry;
import hub.store.ReadingStore.NumberedEvent;
import java.util.List;

/** One subscription of one viewer. Confined to the feed's thread. */
interface Subscription {

    /** Sends the snapshot, or sets about it. */
    void start();

    /** A reading was stored. */
    default void reading(LiveSeries series, long timeMicros, double value) {}

    /** All readings that were stored together have been told. */
    default void endOfBatch(long position) {}

    /** The newest readings of these series have changed since the last tick. */
    default void changed(List<LiveSeries> series, long position) {}

    /** An event was stored. */
    default void event(NumberedEvent event) {}

    /** A device said something of itself. */
    default void profile(Entry.Profile profile) {}

    /** A tick has passed. */
    default void tick() {}

    /** A second has passed. */
    default void second(FleetReport report, double readingsPerSecond, int viewers) {}

    /** The feed could not follow and has left something out: begin anew. */
    void restart();

    /** Nothing may be sent any more. */
    default void end() {}
}
