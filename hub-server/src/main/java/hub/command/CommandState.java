package hub.command;

import java.util.Locale;

/** How far a command is. */
public enum CommandState {
    /** Stored, and not sent yet: the device is not there. */
    PENDING,
    /** Sent at least once; sent again over each new connection until there is a result. */
    SENT,
    DONE,
    FAILED,
    EXPIRED;

    /** As it stands in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may still change. */
    public boolean isOpen() {
        return this == PENDING || this == SENT;
    }
}
