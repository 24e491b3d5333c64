package hub.protocol.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The hub's word that every sequenced frame of an epoch up to and including {@code seq}, received on this connection,
 * is on stable storage.
 *
 * @param epoch 0 to 2³² − 1
 * @param seq 1 to 2³² − 1
 */
public record Ack(long epoch, long seq) {

    /** Its length in bytes. */
    public static final int BYTES = 12;

    /** The frame's bytes, from position 0 to the limit. */
    public ByteBuffer encode() {
        ByteBuffer frame = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(Layout.ACK).put((byte) 0).putShort((short) 0);
        return frame.putInt((int) epoch).putInt((int) seq).flip();
    }

    /** The acknowledgement in a frame from the hub, or empty if it is something else. */
    public static Optional<Ack> decode(ByteBuffer payload) {
        ByteBuffer bytes = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() != BYTES || bytes.getInt(0) != (Layout.ACK & 0xFF)) {
            return Optional.empty();
        }
        return Optional.of(new Ack(
                bytes.getInt(Layout.EPOCH) & ReadingsFrame.MAX_U32, bytes.getInt(Layout.SEQ) & ReadingsFrame.MAX_U32));
    }
}
