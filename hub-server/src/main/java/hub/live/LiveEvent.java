package hub.live;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * For Flight Recorder: the live feed tells its viewers.
 *
 * <p>Without a recording, no event is even loaded: the first would start Flight Recorder, which takes 70 ms.
 */
final class LiveEvent {

    @Name("hub.Live")
    @Label("Live feed")
    @Category("Telemetry hub")
    @StackTrace(false)
    static final class Recorded extends Event {

        @Label("What")
        final String what;

        @Label("Viewers")
        final int viewers;

        Recorded(String what, int viewers) {
            this.what = what;
            this.viewers = viewers;
        }
    }

    private final @Nullable Recorded recorded;

    private LiveEvent(@Nullable Recorded recorded) {
        this.recorded = recorded;
    }

    /** @param what {@code tick} or {@code batch} */
    static LiveEvent begin(String what, int viewers) {
        Recorded recorded = FlightRecorder.isInitialized() ? new Recorded(what, viewers) : null;
        if (recorded != null) {
            recorded.begin();
        }
        return new LiveEvent(recorded);
    }

    void commit() {
        if (recorded != null) {
            recorded.commit();
        }
    }
}
