package hub.entry;

import hub.protocol.DeviceId;
import java.util.Optional;

/**
 * A change worth remembering: liveness is data.
 *
 * @param timeMicros when, in µs since 1970
 * @param device whose; empty for the hub's own
 * @param reason for programs, such as {@code no-heartbeat}; may be empty
 * @param detail for people; may be empty
 */
public record Event(long timeMicros, Optional<DeviceId> device, Type type, String reason, String detail) {

    /** Longest reason or detail in characters. */
    public static final int MAX_TEXT = 500;

    /** Cuts texts that are too long. */
    public Event {
        reason = cut(reason);
        detail = cut(detail);
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        // Half of a pair has no bytes of its own, so it would not come back from the journal.
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
    }

    /** The kinds of event. */
    public enum Type {
        ONLINE(1, "online"),
        STALE(2, "stale"),
        OFFLINE(3, "offline"),
        HUB_STARTED(4, "hub-started"),
        HUB_STOPPED(5, "hub-stopped"),
        CLOCK_AHEAD(6, "clock-ahead"),
        JOURNAL_DAMAGED(7, "journal-damaged");

        private final int code;
        private final String wireName;

        Type(int code, String wireName) {
            this.code = code;
            this.wireName = wireName;
        }

        /** As it stands in JSON. */
        public String wireName() {
            return wireName;
        }

        /** As it stands in the journal and in the store; never reused. */
        public int code() {
            return code;
        }

        /** Whether it changes the state of its device. */
        public boolean isState() {
            return this == ONLINE || this == STALE || this == OFFLINE;
        }

        /** The type of that code. @throws IllegalArgumentException if there is none */
        public static Type ofCode(int code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new IllegalArgumentException("event type " + code + " is unknown");
        }
    }
}
