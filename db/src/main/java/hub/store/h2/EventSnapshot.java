package hub.store.h2;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.store.EventQuery;
import hub.store.ReadingStore.NumberedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one query for events sees.
 *
 * @param folded those in the database
 * @param recent those that fit of the others, ascending by number
 * @param newest of each device of the query, the number of its newest event in the database, 0 if there is none
 * @param erased numbers of devices whose events are to be passed over
 */
record EventSnapshot(EventTally folded, List<NumberedEvent> recent, Map<DeviceId, Long> newest, Set<Integer> erased) {

    /**
     * While holding the store's lock.
     *
     * @param unfolded all events that are not in the database yet
     */
    static EventSnapshot of(EventQuery query, List<StoredEvent> unfolded, Catalogue catalogue, EventTally folded) {
        Map<DeviceId, Long> newest = new HashMap<>();
        List<NumberedEvent> recent = new ArrayList<>();
        for (StoredEvent stored : unfolded) {
            Event event = stored.event().event();
            if (!stored.isOfErased()) {
                event.device().ifPresent(device -> newest.putIfAbsent(device, stored.previous()));
                if (fits(event, query)) {
                    recent.add(stored.event());
                }
            }
        }
        newest.keySet().retainAll(query.devices());
        for (DeviceId id : query.devices()) {
            DeviceState device = catalogue.find(id);
            newest.putIfAbsent(id, device == null ? 0 : device.lastEvent);
        }
        Set<Integer> erased =
                catalogue.erased().stream().map(device -> device.number).collect(Collectors.toSet());
        return new EventSnapshot(folded, recent, newest, erased);
    }

    private static boolean fits(Event event, EventQuery query) {
        return event.type() != Event.Type.ERASED
                && query.range().contains(event.timeMicros())
                && (query.devices().isEmpty()
                        || event.device().map(query.devices()::contains).orElse(false));
    }
}
