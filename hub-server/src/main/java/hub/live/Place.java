package hub.live;

import hub.protocol.Area;
import hub.protocol.Location;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.DeviceRecord;
import java.util.Optional;

/**
 * Where a device says that it is.
 *
 * @param at empty if it does not say
 */
record Place(Optional<Location> at) {

    static final Place UNKNOWN = new Place(Optional.empty());

    static Place of(Hello hello) {
        return new Place(hello.location());
    }

    static Place of(DeviceRecord device) {
        return device.profile().map(Place::of).orElse(UNKNOWN);
    }

    /** What is nowhere is in no area. */
    boolean isIn(Area area) {
        return at.filter(area::contains).isPresent();
    }
}
