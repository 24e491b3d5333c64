package hub.store.h2;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * For Flight Recorder: chunks are merged, cut or expired.
 *
 * <p>Without a recording, no event is even loaded: the first would start Flight Recorder, which takes 70 ms.
 */
final class MergeEvent {

    @Name("hub.Merge")
    @Label("Merge")
    @Category("Telemetry hub")
    @StackTrace(false)
    static final class Recorded extends Event {

        @Label("Changes")
        int changes;
    }

    private final @Nullable Recorded recorded = FlightRecorder.isInitialized() ? new Recorded() : null;

    static MergeEvent started() {
        MergeEvent event = new MergeEvent();
        if (event.recorded != null) {
            event.recorded.begin();
        }
        return event;
    }

    void ended(int changesMade) {
        if (recorded != null) {
            recorded.end();
            if (recorded.shouldCommit()) {
                recorded.changes = changesMade;
                recorded.commit();
            }
        }
    }
}
