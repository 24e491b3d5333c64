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

    /** Longest reason in characters. */
    public static final int MAX_REASON = 500;

    /** Longest detail in characters: what goes to a device in one frame goes into it. */
    public static final int MAX_DETAIL = 1_100;

    /** Cuts texts that are too long. */
    public Event {
        reason = cut(reason, MAX_REASON);
        detail = cut(detail, MAX_DETAIL);
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // Half of a pair has no bytes of its own, so it would not come back from the journal.
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** The kinds of event. */
    public enum Type {
        ONLINE(1, "online"),
        STALE(2, "stale"),
        OFFLINE(3, "offline"),
        HUB_STARTED(4, "hub-started"),
        HUB_STOPPED(5, "hub-stopped"),
        CLOCK_AHEAD(6, "clock-ahead"),
        JOURNAL_DAMAGED(7, "journal-damaged"),
        /** A command for the device: its id is the reason, what it is the detail. */
        COMMAND_ISSUED(8, "command-issued"),
        /** It was sent for the first time. */
        COMMAND_SENT(9, "command-sent"),
        COMMAND_DONE(10, "command-done"),
        COMMAND_FAILED(11, "command-failed"),
        COMMAND_EXPIRED(12, "command-expired"),
        /** It connects too often, and is told to come back later. */
        FLAPPING(13, "flapping"),
        /** Stands where an event of a device was that is erased; nothing but number and time is left, and nobody is told. */
        ERASED(14, "erased");

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
