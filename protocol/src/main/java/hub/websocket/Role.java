package hub.websocket;

/** Which end of the connection reads: it decides who must mask (RFC 6455 section 5.1). */
public enum Role {
    /** Frames that come in must be masked. */
    SERVER,
    /** Frames that come in must not be masked. */
    CLIENT
}
