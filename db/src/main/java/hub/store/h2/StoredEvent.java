package hub.store.h2;

import hub.entry.Event;
import hub.store.ReadingStore.NumberedEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event and how it is found.
 *
 * @param latest the greatest time of this event and all before it, in µs since 1970
 * @param device whose it is; null if it is the hub's, or of a device that is erased
 * @param previous the number of the device's event before this one, 0 if there is none; 0 if there is no device
 */
record StoredEvent(
        NumberedEvent event, long latest, @Nullable DeviceState device, long previous) {

    long number() {
        return event.number();
    }

    /** Whether its device was erased after it. */
    boolean isOfErased() {
        return device != null && device.erased;
    }

    /** What is left of it when its device is erased: by its place the others are found. */
    StoredEvent erased() {
        return new StoredEvent(new NumberedEvent(number(), erased(event.event().timeMicros())), latest, null, 0);
    }

    static Event erased(long timeMicros) {
        return new Event(timeMicros, Optional.empty(), Event.Type.ERASED, "", "");
    }
}
