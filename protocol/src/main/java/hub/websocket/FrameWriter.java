package hub.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Builds frames (RFC 6455 section 5.2): always whole messages, never fragments.
 *
 * <p>A server's frames carry no mask, so one buffer may go to many peers. A client's key is drawn for every frame, as
 * section 5.3 asks.
 */
public final class FrameWriter {

    /** The most that stands before the payload of a frame without a mask. */
    public static final int MAX_SERVER_HEADER_BYTES = 10;

    private static final int FIN_BIT = 0x80;
    private static final int MASK_BIT = 0x80;
    private static final int MAX_HEADER_BYTES = 14;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int MAX_REASON_BYTES = 123;

    private final boolean masks;
    private final RandomGenerator keys;

    private FrameWriter(boolean masks, RandomGenerator keys) {
        this.masks = masks;
        this.keys = keys;
    }

    /** For the end that accepted the connection. Safe from any thread. */
    public static FrameWriter server() {
        return new FrameWriter(false, () -> 0);
    }

    /**
     * For the end that opened the connection.
     *
     * @param keys where masking keys come from; as many threads may write as it stands
     */
    public static FrameWriter client(RandomGenerator keys) {
        return new FrameWriter(true, keys);
    }

    /** A text message. */
    public ByteBuffer text(String message) {
        return frame(Opcode.TEXT, StandardCharsets.UTF_8.encode(message));
    }

    /** A binary message of the bytes from position to limit; the buffer's position stays. */
    public ByteBuffer binary(ByteBuffer message) {
        return frame(Opcode.BINARY, message);
    }

    /**
     * The beginning of a binary message that goes on with bytes sent as they are; so only at the end that accepted the
     * connection, which does not mask.
     *
     * @param first the message's first bytes
     * @param restLength how many bytes follow
     */
    public ByteBuffer binaryHead(ByteBuffer first, int restLength) {
        if (masks) {
            throw new IllegalStateException("a client masks all of a message");
        }
        ByteBuffer head = ByteBuffer.allocate(MAX_HEADER_BYTES + first.remaining());
        putHeader(head, Opcode.BINARY, first.remaining() + restLength);
        return head.put(first.duplicate()).flip();
    }

    /**
     * The frame of a binary message, made where the message stands; so only at the end that accepted the connection.
     *
     * @param room has the message from position to limit, and before it {@link #MAX_SERVER_HEADER_BYTES} at least, which
     *     are written to
     * @return the same bytes, with the frame from position to limit
     */
    public ByteBuffer binaryInPlace(ByteBuffer room) {
        if (masks) {
            throw new IllegalStateException("a client masks all of a message");
        }
        int length = room.remaining();
        int begin = room.position() - headerBytes(length);
        putHeader(room.duplicate().position(begin), Opcode.BINARY, length);
        return room.duplicate().position(begin);
    }

    /** A ping of at most 125 bytes. */
    public ByteBuffer ping(byte[] payload) {
        return control(Opcode.PING, payload);
    }

    /** A pong of at most 125 bytes. */
    public ByteBuffer pong(byte[] payload) {
        return control(Opcode.PONG, payload);
    }

    /** A close frame; a code that must not be sent becomes an empty one, a long reason is cut. */
    public ByteBuffer close(int code, String reason) {
        if (!CloseCode.mayBeSent(code)) {
            return frame(Opcode.CLOSE, ByteBuffer.allocate(0));
        }
        byte[] ascii = reason.getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(ascii, Math.min(ascii.length, MAX_REASON_BYTES));
        return frame(
                Opcode.CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .flip());
    }

    private ByteBuffer control(int opcode, byte[] payload) {
        if (payload.length > MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("control payload of " + payload.length + " bytes");
        }
        return frame(opcode, ByteBuffer.wrap(payload));
    }

    private ByteBuffer frame(int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER_BYTES + length);
        putHeader(frame, opcode, length);
        int key = masks ? keys.nextInt() : 0;
        if (masks) {
            frame.putInt(Integer.reverseBytes(key));
        }
        int payloadAt = frame.position();
        frame.put(payload.duplicate());
        Masking.apply(frame.array(), payloadAt, frame.position(), key, 0);
        return frame.flip();
    }

    /** Without a mask. */
    private static int headerBytes(int length) {
        if (length < 126) {
            return 2;
        }
        return length <= 0xFFFF ? 4 : MAX_SERVER_HEADER_BYTES;
    }

    private void putHeader(ByteBuffer frame, int opcode, int length) {
        frame.put((byte) (FIN_BIT | opcode));
        int maskBit = masks ? MASK_BIT : 0;
        if (length < 126) {
            frame.put((byte) (maskBit | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) (maskBit | 126)).putShort((short) length);
        } else {
            frame.put((byte) (maskBit | 127)).putLong(length);
        }
    }
}
