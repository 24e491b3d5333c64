package hub.store.h2;

import hub.store.ReadingStore.NumberedEvent;

/**
 * An event and how it is found.
 *
 * @param latest the greatest time of this event and all before it, in µs since 1970
 * @param previous the number of the device's event before this one, 0 if there is none; 0 if the event is the hub's
 */
record StoredEvent(NumberedEvent event, long latest, long previous) {

    long number() {
        return event.number();
    }
}
