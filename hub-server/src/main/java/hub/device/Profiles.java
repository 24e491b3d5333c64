package hub.device;

import hub.protocol.DeviceId;
import hub.store.DeviceRecord;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every device has said of itself. Ahead of the store: a device that says which channels it has, and comes back
 * before that is on disk, finds them declared. Thread-safe.
 */
final class Profiles {

    private final Map<DeviceId, Profile> profiles = new ConcurrentHashMap<>();

    Profiles(Collection<DeviceRecord> known) {
        known.forEach(device -> device.profile().ifPresent(hello -> profiles.put(device.id(), Profile.of(hello))));
    }

    Profile of(DeviceId device) {
        return profiles.getOrDefault(device, Profile.EMPTY);
    }

    /** Forgets what a device has said. */
    void remove(DeviceId device) {
        profiles.remove(device);
    }

    void put(DeviceId device, Profile profile) {
        profiles.put(device, profile);
    }
}
