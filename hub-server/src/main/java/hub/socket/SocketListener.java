package hub.socket;

import java.nio.ByteBuffer;

/** Hears what happens on one socket, on its IO thread. */
public interface SocketListener {

    /** A whole text message. */
    void text(String message);

    /** A whole binary message; it belongs to the listener. */
    void binary(ByteBuffer message);

    /** A pong and its payload. */
    void pong(byte[] payload);

    /** The peer broke RFC 6455; a close frame with that code is about to be sent. */
    void violation(int code, String reason);

    /** The network has taken all that was sent. */
    void drained();

    /** The connection is over, exactly once; nothing follows. */
    void closed(Ending ending);

    /**
     * How a connection ended.
     *
     * @param cause who or what ended it
     * @param code the close code that was sent or received; 1006 if there was none
     * @param detail for people
     */
    record Ending(Cause cause, int code, String detail) {}

    /** Who or what ended a connection. */
    enum Cause {
        /** The peer's close frame. */
        PEER_CLOSED,
        /** The peer broke RFC 6455. */
        PEER_VIOLATION,
        /** The TCP connection broke or ended without a close frame. */
        NETWORK,
        /** The hub itself. */
        HUB
    }
}
