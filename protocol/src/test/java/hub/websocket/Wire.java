package hub.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds the bytes that a peer sends, right or wrong, without the code under test. */
final class Wire {

    static final int FIN = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean masked;
    private final byte[] key;

    private Wire(boolean masked, byte[] key) {
        this.masked = masked;
        this.key = key;
    }

    /** What the reader of that role is to get: masked for a server. */
    static Wire to(Role role) {
        return new Wire(role == Role.SERVER, new byte[] {0x37, (byte) 0xfa, 0x21, (byte) 0x3d});
    }

    /** With that masking key, whatever the role. */
    static Wire masked(int... key) {
        return new Wire(true, bytes(key));
    }

    static Wire unmasked() {
        return new Wire(false, new byte[4]);
    }

    /** A frame with the shortest length. */
    Wire frame(int first, byte[] payload) {
        int length = payload.length;
        if (length < 126) {
            return header(first, length).payload(payload);
        }
        return length <= 0xFFFF
                ? header(first, 126, length >> 8, length).payload(payload)
                : header(first, 127, 0, 0, 0, 0, length >> 24, length >> 16, length >> 8, length)
                        .payload(payload);
    }

    Wire frame(int first, int... payload) {
        return frame(first, bytes(payload));
    }

    Wire text(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The first bytes of a frame, with the mask bit but without the key. */
    Wire header(int first, int length, int... longLength) {
        out.write(first);
        out.write(length | (masked ? 0x80 : 0));
        out.writeBytes(bytes(longLength));
        return this;
    }

    /** Key and payload behind a header. */
    Wire payload(byte[] payload) {
        if (masked) {
            out.writeBytes(key);
        }
        for (int i = 0; i < payload.length; i++) {
            out.write(masked ? payload[i] ^ key[i % 4] : payload[i]);
        }
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
