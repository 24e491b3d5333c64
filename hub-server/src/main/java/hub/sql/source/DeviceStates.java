package hub.sql.source;

import hub.store.DeviceRecord;

/** Says whether a device is online. */
@FunctionalInterface
public interface DeviceStates {

    /** As the API names it, such as {@code online}. */
    String of(DeviceRecord device);
}
