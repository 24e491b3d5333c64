package hub.store.h2;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For Flight Recorder: a question to the store, from its snapshot to that one's end. */
@Name("hub.Query")
@Label("Query")
@Category("Telemetry hub")
@StackTrace(false)
final class QueryEvent extends Event {

    @Label("Series")
    int series;

    static QueryEvent started() {
        QueryEvent event = new QueryEvent();
        event.begin();
        return event;
    }

    void ended(int seriesAsked) {
        end();
        if (shouldCommit()) {
            series = seriesAsked;
            commit();
        }
    }
}
