package hub.protocol;

/**
 * Why something a device sent was refused: a value, not an exception, since strangers can cause it at will.
 *
 * @param code for programs
 * @param detail for people: what was wrong, with which value
 */
public record Refusal(Code code, String detail) {

    /** The kinds of refusal, by their names on the wire. */
    public enum Code {
        /** A binary frame whose bytes do not make sense: length, reserved bits, count, kind. */
        BAD_FRAME("bad-frame"),
        /** A value is NaN or infinite. */
        BAD_VALUE("bad-value"),
        /** A time cannot be represented. */
        BAD_TIME("bad-time"),
        /** A channel that the device has not declared. */
        UNDECLARED_CHANNEL("undeclared-channel"),
        /** A text frame that is no JSON, or a message whose fields are not as documented. */
        BAD_MESSAGE("bad-message"),
        /** A message of a type that this hub does not know. */
        UNKNOWN_TYPE("unknown-type"),
        /** A result for a command that this device was never sent. */
        UNKNOWN_COMMAND("unknown-command"),
        /** More than the device may send, for too long: the connection is closed. */
        RATE_LIMITED("rate-limited");

        private final String wireName;

        Code(String wireName) {
            this.wireName = wireName;
        }

        /** As it stands in an {@code error} message. */
        public String wireName() {
            return wireName;
        }
    }
}
