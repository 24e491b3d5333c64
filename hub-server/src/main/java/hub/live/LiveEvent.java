package hub.live;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For Flight Recorder: the live feed tells its viewers. */
@Name("hub.Live")
@Label("Live feed")
@Category("Telemetry hub")
@StackTrace(false)
final class LiveEvent extends Event {

    @Label("What")
    final String what;

    @Label("Viewers")
    final int viewers;

    private LiveEvent(String what, int viewers) {
        this.what = what;
        this.viewers = viewers;
    }

    /** @param what {@code tick} or {@code batch} */
    static LiveEvent begin(String what, int viewers) {
        LiveEvent event = new LiveEvent(what, viewers);
        event.begin();
        return event;
    }
}
