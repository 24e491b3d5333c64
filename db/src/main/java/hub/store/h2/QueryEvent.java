package hub.store.h2;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * For Flight Recorder: a question to the store, from its snapshot to that one's end.
 *
 * <p>Without a recording, no event is even loaded: the first would start Flight Recorder, which takes 70 ms.
 */
final class QueryEvent {

    @Name("hub.Query")
    @Label("Query")
    @Category("Telemetry hub")
    @StackTrace(false)
    static final class Recorded extends Event {

        @Label("Series")
        int series;
    }

    private final @Nullable Recorded recorded = FlightRecorder.isInitialized() ? new Recorded() : null;

    static QueryEvent started() {
        QueryEvent event = new QueryEvent();
        if (event.recorded != null) {
            event.recorded.begin();
        }
        return event;
    }

    void ended(int seriesAsked) {
        if (recorded != null) {
            recorded.end();
            if (recorded.shouldCommit()) {
                recorded.series = seriesAsked;
                recorded.commit();
            }
        }
    }
}
