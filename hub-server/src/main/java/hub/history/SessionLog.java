package hub.history;

import hub.entry.Event;
import hub.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a device was connected, as its events tell.
 *
 * @param sessions ascending; the first may have begun before the range, the last may go on
 * @param connectedMicros how long it was connected within the range
 */
record SessionLog(List<Session> sessions, long connectedMicros) {

    /**
     * From one connection to its end.
     *
     * @param toMicros empty while it lasts
     * @param reason why it ended, for programs; empty while it lasts
     */
    record Session(long fromMicros, OptionalLong toMicros, String reason, String detail) {}

    /**
     * Puts sessions together.
     *
     * @param before the newest change of state before the range
     * @param events changes of state within the range, ascending
     * @param range of which the end is now or before
     */
    static SessionLog of(Optional<Event> before, List<Event> events, TimeRange range) {
        List<Session> sessions = new ArrayList<>();
        OptionalLong since = before.filter(event -> event.type() != Event.Type.OFFLINE)
                .map(event -> OptionalLong.of(event.timeMicros()))
                .orElse(OptionalLong.empty());
        for (Event event : events) {
            if (event.type() != Event.Type.OFFLINE) {
                since = since.isPresent() ? since : OptionalLong.of(event.timeMicros());
            } else if (since.isPresent()) {
                OptionalLong end = OptionalLong.of(event.timeMicros());
                sessions.add(new Session(since.getAsLong(), end, event.reason(), event.detail()));
                since = OptionalLong.empty();
            }
        }
        since.ifPresent(from -> sessions.add(new Session(from, OptionalLong.empty(), "", "")));
        return new SessionLog(List.copyOf(sessions), connected(sessions, range));
    }

    private static long connected(List<Session> sessions, TimeRange range) {
        long connected = 0;
        for (Session session : sessions) {
            long from = Math.max(session.fromMicros(), range.fromMicros());
            long to = Math.min(session.toMicros().orElse(range.toMicros()), range.toMicros());
            connected += Math.max(0, to - from); // Clocks may have been set back.
        }
        return connected;
    }
}
