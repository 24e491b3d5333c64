package hub.store.h2;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For Flight Recorder: chunks are merged, cut or expired. */
@Name("hub.Merge")
@Label("Merge")
@Category("Telemetry hub")
@StackTrace(false)
final class MergeEvent extends Event {

    @Label("Changes")
    int changes;

    static MergeEvent started() {
        MergeEvent event = new MergeEvent();
        event.begin();
        return event;
    }

    void ended(int changesMade) {
        end();
        if (shouldCommit()) {
            changes = changesMade;
            commit();
        }
    }
}
