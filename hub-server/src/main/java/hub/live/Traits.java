package hub.live;

import hub.protocol.Area;
import hub.protocol.Location;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.DeviceRecord;
import java.util.Optional;
import java.util.Set;

/**
 * What a device is chosen by, besides its name.
 *
 * @param at where it is as everybody may know; empty if nobody says
 * @param tags that the registry has of it
 */
record Traits(Optional<Location> at, Set<String> tags) {

    static final Traits NONE = new Traits(Optional.empty(), Set.of());

    /** @param device as it is told to everybody */
    static Traits of(DeviceRecord device) {
        return new Traits(device.profile().flatMap(Hello::location), Set.copyOf(device.tags()));
    }

    /** What is nowhere is in no area. */
    boolean isIn(Area area) {
        return at.filter(area::contains).isPresent();
    }
}
