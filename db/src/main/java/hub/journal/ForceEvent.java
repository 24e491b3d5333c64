package hub.journal;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For Flight Recorder: the journal forces a group. */
@Name("hub.Force")
@Label("Journal force")
@Category("Telemetry hub")
@StackTrace(false)
final class ForceEvent extends Event {

    @Label("Records")
    int records;

    static ForceEvent started() {
        ForceEvent event = new ForceEvent();
        event.begin();
        return event;
    }

    void ended(int recordsForced) {
        end();
        if (shouldCommit()) {
            records = recordsForced;
            commit();
        }
    }
}
