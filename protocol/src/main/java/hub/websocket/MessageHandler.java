package hub.websocket;

import java.nio.ByteBuffer;

/** Takes what a {@link MessageReader} finds. Called on the thread that reads. */
public interface MessageHandler {

    /** A whole text message, valid UTF-8. */
    void text(String message);

    /** A whole binary message from position 0 to the limit; it belongs to the handler from now on. */
    void binary(ByteBuffer message);

    /** A ping, to be answered with a pong of the same bytes. */
    void ping(byte[] payload);

    /** A pong, asked for or not. */
    void pong(byte[] payload);

    /**
     * The peer's close frame; nothing is read behind it.
     *
     * @param code as sent, or {@link CloseCode#NONE}
     */
    void close(int code, String reason);

    /**
     * The peer broke the rules; nothing is read any more.
     *
     * @param code to close with
     */
    void violation(int code, String reason);
}
