package hub.store.h2;

import java.util.List;

/**
 * Which events a device's row names, by their numbers.
 *
 * @param newest 0 if there is none
 * @param lastState the newest that changed its state, 0 if there is none
 * @param commands those that are open, in the order in which they were issued
 */
record StoredEvents(long newest, long lastState, List<Command> commands) {

    static final StoredEvents NONE = new StoredEvents(0, 0, List.of());

    /** @param sent 0 if it was not */
    record Command(long issued, long sent) {}

    static StoredEvents of(DeviceState device) {
        return new StoredEvents(
                device.lastEvent,
                device.lastState == null ? 0 : device.lastState.number(),
                device.commands.values().stream()
                        .map(open -> new Command(
                                open.issued().number(),
                                open.sent().map(sent -> sent.number()).orElse(0L)))
                        .toList());
    }
}
