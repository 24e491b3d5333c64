package hub.websocket;

/** Why a connection ends: the status codes of RFC 6455 section 7.4 and of the device protocol section 5. */
public final class CloseCode {

    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    /** The peer's close frame had no code. Never sent. */
    public static final int NONE = 1005;
    /** The connection ended without a close frame. Never sent. */
    public static final int ABNORMAL = 1006;

    public static final int INVALID_UTF8 = 1007;
    public static final int POLICY = 1008;
    public static final int TOO_BIG = 1009;
    public static final int TOO_MANY_REFUSED = 4400;
    /** What the connection was opened with has ended: a token that was revoked, a session that is over. */
    public static final int NOT_ALLOWED_ANY_MORE = 4401;

    public static final int NO_HEARTBEAT = 4408;
    public static final int REPLACED = 4409;
    public static final int RATE_LIMITED = 4429;

    private CloseCode() {}

    /** Whether a peer may send that code in a close frame. */
    static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1014 && code != 1004 && code != NONE && code != ABNORMAL)
                || (code >= 3000 && code <= 4999);
    }
}
