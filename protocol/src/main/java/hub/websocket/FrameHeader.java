package hub.websocket;

import java.nio.ByteBuffer;

/** Collects the 2 to 14 bytes of a frame header (RFC 6455 section 5.2), however they are split. */
final class FrameHeader {

    private static final int FIN_BIT = 0x80;
    private static final int RESERVED_BITS = 0x70;
    private static final int OPCODE_BITS = 0x0F;
    private static final int MASK_BIT = 0x80;
    private static final int LENGTH_BITS = 0x7F;
    private static final int LENGTH_IS_U16 = 126;
    private static final int LENGTH_IS_U64 = 127;
    private static final int FIXED_BYTES = 2;
    private static final int MAX_BYTES = 14;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int have;
    private int need = FIXED_BYTES;

    /** Takes bytes up to the header's end. Whether it is complete now. */
    boolean take(ByteBuffer in) {
        while (have < need) {
            int step = Math.min(need - have, in.remaining());
            if (step == 0) {
                return false;
            }
            in.get(bytes, have, step);
            have += step;
            if (have == FIXED_BYTES) {
                need = FIXED_BYTES + lengthBytes() + (masked() ? Integer.BYTES : 0);
            }
        }
        return true;
    }

    /** Begins the next header. */
    void reset() {
        have = 0;
        need = FIXED_BYTES;
    }

    boolean begun() {
        return have > 0;
    }

    boolean fin() {
        return (bytes[0] & FIN_BIT) != 0;
    }

    boolean reserved() {
        return (bytes[0] & RESERVED_BITS) != 0;
    }

    int opcode() {
        return bytes[0] & OPCODE_BITS;
    }

    boolean masked() {
        return (bytes[1] & MASK_BIT) != 0;
    }

    /** The payload's length; negative if the sign bit of a 64-bit length is set. */
    long length() {
        int encoded = bytes[1] & LENGTH_BITS;
        return encoded < LENGTH_IS_U16 ? encoded : bigEndian(FIXED_BYTES, lengthBytes());
    }

    /** Whether the length is written in as few bytes as possible, as it must be. */
    boolean minimal() {
        return switch (lengthBytes()) {
            case 0 -> true;
            case Short.BYTES -> length() >= LENGTH_IS_U16;
            default -> length() < 0 || length() > 0xFFFF;
        };
    }

    /** The masking key, its first byte in the lowest eight bits; 0 if there is none. */
    int maskingKey() {
        return masked() ? Integer.reverseBytes((int) bigEndian(need - Integer.BYTES, Integer.BYTES)) : 0;
    }

    private int lengthBytes() {
        return switch (bytes[1] & LENGTH_BITS) {
            case LENGTH_IS_U16 -> Short.BYTES;
            case LENGTH_IS_U64 -> Long.BYTES;
            default -> 0;
        };
    }

    private long bigEndian(int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = (value << 8) | (bytes[i] & 0xFF);
        }
        return value;
    }
}
