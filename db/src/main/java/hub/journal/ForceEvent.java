package hub.journal;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * For Flight Recorder: the journal forces a group.
 *
 * <p>Without a recording, no event is even loaded: the first would start Flight Recorder, which takes 70 ms.
 */
final class ForceEvent {

    @Name("hub.Force")
    @Label("Journal force")
    @Category("Telemetry hub")
    @StackTrace(false)
    static final class Recorded extends Event {

        @Label("Records")
        int records;
    }

    private final @Nullable Recorded recorded = FlightRecorder.isInitialized() ? new Recorded() : null;

    static ForceEvent started() {
        ForceEvent event = new ForceEvent();
        if (event.recorded != null) {
            event.recorded.begin();
        }
        return event;
    }

    void ended(int recordsForced) {
        if (recorded != null) {
            recorded.end();
            if (recorded.shouldCommit()) {
                recorded.records = recordsForced;
                recorded.commit();
            }
        }
    }
}
