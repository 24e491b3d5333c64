package hub.store.h2;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For Flight Recorder: memory goes into the database. */
@Name("hub.Fold")
@Label("Fold")
@Category("Telemetry hub")
@StackTrace(false)
final class FoldEvent extends Event {

    @Label("Journal Position")
    long position;

    static FoldEvent started() {
        FoldEvent event = new FoldEvent();
        event.begin();
        return event;
    }

    void ended(long foldedTo) {
        end();
        if (shouldCommit()) {
            position = foldedTo;
            commit();
        }
    }
}
