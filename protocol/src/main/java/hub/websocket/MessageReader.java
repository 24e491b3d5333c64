package hub.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one connection from its bytes, however the network splits them. Not for two threads.
 *
 * <p>Everything is checked at the header, before a byte of payload is kept, and memory is taken only for bytes that
 * have come: a stranger who declares a long frame and sends nothing makes the hub hold nothing.
 */
public final class MessageReader {

    /** Fragments of one message beyond this are a flood: no firmware seen splits finer than 64 bytes of 64 KiB. */
    private static final int MAX_FRAGMENTS = 1_024;

    private static final int MAX_CONTROL_BYTES = 125;
    private static final int FIRST_ALLOCATION = 4_096;
    private static final byte[] EMPTY = {};

    private final Role role;
    private final int maxMessageBytes;
    private final MessageHandler handler;
    private final FrameHeader header = new FrameHeader();

    private boolean ended;
    private boolean inPayload;
    private byte[] control = EMPTY;

    /** The opcode of the data message that is being put together; 0 between messages. */
    private int messageOpcode;

    private int fragments;
    private byte[] message = EMPTY;
    private int messageLength;

    private byte[] target = EMPTY;
    private int targetAt;
    private int frameAt;
    private int frameLength;

    /** @param maxMessageBytes the longest message that is taken; a longer one is refused with 1009 */
    public MessageReader(Role role, int maxMessageBytes, MessageHandler handler) {
        this.role = role;
        this.maxMessageBytes = maxMessageBytes;
        this.handler = handler;
    }

    /** Reads all of the bytes, or as far as the close frame or the first violation. */
    public void read(ByteBuffer in) {
        while (!ended && (in.hasRemaining() || (inPayload && frameLength == 0))) {
            if (!inPayload) {
                if (!header.take(in)) {
                    return;
                }
                beginFrame(in.remaining());
            } else if (payload(in)) {
                endFrame();
            }
        }
    }

    /** Whether a message or a header has begun and is not complete: such a state must not last. */
    public boolean isMidMessage() {
        return messageOpcode != 0 || inPayload || header.begun();
    }

    /** Whether a close frame or a violation was found: nothing is read any more. */
    public boolean isEnded() {
        return ended;
    }

    /** Reads nothing any more, as after a violation. May be called by the handler. */
    public void end() {
        ended = true;
    }

    private void beginFrame(int available) {
        long length = header.length();
        String wrong = wrongHeader(length);
        if (wrong != null) {
            violate(CloseCode.PROTOCOL_ERROR, wrong);
            return;
        }
        if (!Opcode.isControl(header.opcode())) {
            if (length > maxMessageBytes - messageLength) {
                violate(CloseCode.TOO_BIG, "message over " + maxMessageBytes + " bytes");
                return;
            }
            if (header.opcode() != Opcode.CONTINUATION) {
                messageOpcode = header.opcode();
            }
            if (++fragments > MAX_FRAGMENTS) {
                violate(CloseCode.POLICY, "message of more than " + MAX_FRAGMENTS + " fragments");
                return;
            }
        }
        frameLength = (int) length;
        frameAt = 0;
        inPayload = true;
        prepareTarget(available);
    }

    /** What is wrong with the header, or null. */
    private @Nullable String wrongHeader(long length) {
        int opcode = header.opcode();
        if (header.reserved()) {
            return "reserved bit set";
        }
        if (!Opcode.isKnown(opcode)) {
            return "opcode " + opcode + " is reserved";
        }
        if (header.masked() != (role == Role.SERVER)) {
            return role == Role.SERVER ? "frame is not masked" : "frame is masked";
        }
        if (length < 0 || !header.minimal()) {
            return "impossible length";
        }
        if (Opcode.isControl(opcode)) {
            return header.fin() && length <= MAX_CONTROL_BYTES ? null : "control frame fragmented or over 125 bytes";
        }
        if ((opcode == Opcode.CONTINUATION) != (messageOpcode != 0)) {
            return opcode == Opcode.CONTINUATION ? "nothing to continue" : "message within a fragmented message";
        }
        return null;
    }

    private void prepareTarget(int available) {
        if (Opcode.isControl(header.opcode())) {
            control = new byte[frameLength];
            target = control;
            targetAt = 0;
            return;
        }
        int now = frameLength <= available || frameLength <= FIRST_ALLOCATION ? frameLength : FIRST_ALLOCATION;
        // Exact for a message of one frame that is here already, which is nearly all of them. Further fragments double
        // it, or many small ones would have all that came before copied for each.
        if (message.length < messageLength + now) {
            message = Arrays.copyOf(
                    message, Math.max(messageLength + now, (int) Math.min(maxMessageBytes, 2L * message.length)));
        }
        target = message;
        targetAt = messageLength;
    }

    /** Takes payload bytes. Whether the frame is complete. */
    private boolean payload(ByteBuffer in) {
        int step = Math.min(frameLength - frameAt, in.remaining());
        if (targetAt + step > target.length) {
            int end = targetAt + frameLength - frameAt;
            target = Arrays.copyOf(target, Math.min(end, Math.max(targetAt + step, 2 * target.length)));
            message = target;
        }
        in.get(target, targetAt, step);
        Masking.apply(target, targetAt, targetAt + step, header.maskingKey(), frameAt);
        targetAt += step;
        frameAt += step;
        return frameAt == frameLength;
    }

    private void endFrame() {
        inPayload = false;
        int opcode = header.opcode();
        boolean fin = header.fin();
        header.reset();
        if (Opcode.isControl(opcode)) {
            endControl(opcode);
            return;
        }
        messageLength += frameLength;
        if (fin) {
            endMessage();
        }
    }

    private void endMessage() {
        int opcode = messageOpcode;
        ByteBuffer whole = ByteBuffer.wrap(message, 0, messageLength);
        messageOpcode = 0;
        fragments = 0;
        message = EMPTY;
        messageLength = 0;
        if (opcode == Opcode.BINARY) {
            handler.binary(whole.slice());
            return;
        }
        String text = utf8(whole);
        if (text == null) {
            violate(CloseCode.INVALID_UTF8, "text is not UTF-8");
        } else {
            handler.text(text);
        }
    }

    private void endControl(int opcode) {
        byte[] payload = control;
        control = EMPTY;
        switch (opcode) {
            case Opcode.PING -> handler.ping(payload);
            case Opcode.PONG -> handler.pong(payload);
            default -> endConnection(payload);
        }
    }

    private void endConnection(byte[] payload) {
        if (payload.length == 0) {
            ended = true;
            handler.close(CloseCode.NONE, "");
            return;
        }
        int code = payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        if (!CloseCode.mayBeSent(code)) {
            violate(CloseCode.PROTOCOL_ERROR, "close frame without a valid code");
            return;
        }
        String reason = utf8(ByteBuffer.wrap(payload, 2, payload.length - 2));
        if (reason == null) {
            violate(CloseCode.INVALID_UTF8, "close reason is not UTF-8");
            return;
        }
        ended = true;
        handler.close(code, reason);
    }

    private void violate(int code, String reason) {
        ended = true;
        handler.violation(code, reason);
    }

    private static @Nullable String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
