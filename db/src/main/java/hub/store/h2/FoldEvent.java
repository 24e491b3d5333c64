package hub.store.h2;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * For Flight Recorder: memory goes into the database.
 *
 * <p>Without a recording, no event is even loaded: the first would start Flight Recorder, which takes 70 ms.
 */
final class FoldEvent {

    @Name("hub.Fold")
    @Label("Fold")
    @Category("Telemetry hub")
    @StackTrace(false)
    static final class Recorded extends Event {

        @Label("Journal Position")
        long position;
    }

    private final @Nullable Recorded recorded = FlightRecorder.isInitialized() ? new Recorded() : null;

    static FoldEvent started() {
        FoldEvent event = new FoldEvent();
        if (event.recorded != null) {
            event.recorded.begin();
        }
        return event;
    }

    void ended(long foldedTo) {
        if (recorded != null) {
            recorded.end();
            if (recorded.shouldCommit()) {
                recorded.position = foldedTo;
                recorded.commit();
            }
        }
    }
}
