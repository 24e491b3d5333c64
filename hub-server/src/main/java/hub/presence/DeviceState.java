package hub.presence;

import hub.entry.Event;

/** What a device is, at a glance. */
public enum DeviceState {
    /** Connected, and readings come as expected. */
    ONLINE("online"),
    /** Connected, but readings are missing. */
    STALE("stale"),
    /** Was connected, is not. */
    OFFLINE("offline"),
    /** Known, but was never connected. */
    NEVER_SEEN("never-seen");

    private final String wireName;

    DeviceState(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in JSON. */
    public String wireName() {
        return wireName;
    }

    static DeviceState after(Event event) {
        return switch (event.type()) {
            case ONLINE -> ONLINE;
            case STALE -> STALE;
            case OFFLINE -> OFFLINE;
            case HUB_STARTED,
                    HUB_STOPPED,
                    CLOCK_AHEAD,
                    JOURNAL_DAMAGED,
                    COMMAND_ISSUED,
                    COMMAND_SENT,
                    COMMAND_DONE,
                    COMMAND_FAILED,
                    COMMAND_EXPIRED,
                    FLAPPING,
                    ERASED -> throw new IllegalArgumentException(event.type() + " is no change of state");
        };
    }
}
