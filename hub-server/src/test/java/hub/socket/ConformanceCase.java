package hub.socket;

import hub.testing.Frames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a client sends, what an echoing server is to send back, and how it is to end.
 *
 * @param writes each is written by itself
 * @param echoed messages and pongs, in order, as {@code text:…}, {@code binary:n bytes, hash}, {@code pong:…}
 * @param closeCode of the server's close frame; {@link #OPEN} if the connection stays
 */
record ConformanceCase(String name, List<byte[]> writes, List<String> echoed, int closeCode) {

    /** The connection stays. */
    static final int OPEN = 0;

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FIN = 0x80;

    @Override
    public String toString() {
        return name;
    }

    /** Builds a case step by step. */
    static final class Builder {

        private final String name;
        private final List<byte[]> writes = new ArrayList<>();
        private final List<String> echoed = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** A masked frame of any first byte. */
        Builder frame(int first, byte... payload) {
            return raw(Frames.wire(first, payload));
        }

        Builder text(String message) {
            return frame(FIN | TEXT, utf8(message)).echoesText(message);
        }

        Builder raw(byte... bytes) {
            writes.add(bytes);
            return this;
        }

        /** A frame, written so many bytes at a time. */
        Builder chopped(int size, byte[] frame) {
            for (int at = 0; at < frame.length; at += size) {
                raw(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + size)));
            }
            return this;
        }

        Builder echoesText(String message) {
            echoed.add(text(message.length(), message));
            return this;
        }

        Builder echoesBinary(byte... message) {
            echoed.add(binary(message));
            return this;
        }

        Builder echoesPong(byte... payload) {
            echoed.add(pong(payload));
            return this;
        }

        ConformanceCase staysOpen() {
            return closes(OPEN);
        }

        ConformanceCase closes(int code) {
            return new ConformanceCase(name, List.copyOf(writes), List.copyOf(echoed), code);
        }

        private static String text(int length, String message) {
            return length <= 200 ? "text:" + message : "text:" + length + " characters, hash " + message.hashCode();
        }
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How a message that came is told in {@link #echoed}. */
    static String text(String message) {
        return Builder.text(message.length(), message);
    }

    static String binary(byte[] message) {
        return "binary:" + message.length + " bytes, hash " + Arrays.hashCode(message);
    }

    static String pong(byte[] payload) {
        return "pong:" + Arrays.toString(payload);
    }
}
