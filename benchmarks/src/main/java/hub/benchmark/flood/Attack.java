package hub.benchmark.flood;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a stranger does, and within which time the hub is to be rid of it. */
enum Attack {
    /** Begins a handshake and says no more. */
    HALF_HANDSHAKE("half a handshake", 8, Duration.ofSeconds(12)),
    /** Pings without end. */
    PINGS("pings without end", 1, Duration.ofSeconds(5)),
    /** Pongs that nobody has asked for, without end. */
    PONGS("pongs without end", 1, Duration.ofSeconds(5)),
    /** One message in empty fragments without end. */
    EMPTY_FRAGMENTS("empty fragments without end", 1, Duration.ofSeconds(5)),
    /** A frame that is said to have 2^62 bytes. */
    OVERSIZE("a frame of 2^62 bytes", 1, Duration.ofSeconds(5));

    private static final int BLOCK_BYTES = 16 << 10;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final String words;
    private final int share;
    private final Duration limit;

    Attack(String words, int share, Duration limit) {
        this.words = words;
        this.share = share;
        this.limit = limit;
    }

    /** In words. */
    String words() {
        return words;
    }

    /** How often it is, beside the others. */
    int share() {
        return share;
    }

    /** In which time the hub is to be rid of it, from the moment that it begins. */
    Duration limit() {
        return limit;
    }

    /** Whether it waits for the hub to switch to WebSocket. */
    boolean shakesHands() {
        return this != HALF_HANDSHAKE;
    }

    /** What is sent first. */
    ByteBuffer first() {
        return switch (this) {
            case HALF_HANDSHAKE ->
                ByteBuffer.wrap("GET /ws/devices/stranger HTTP/1.1\r\nHost: 127.0".getBytes(StandardCharsets.US_ASCII));
            case EMPTY_FRAGMENTS -> ByteBuffer.wrap(new byte[] {TEXT, (byte) MASKED, 1, 2, 3, 4});
            default -> ByteBuffer.allocate(0);
        };
    }

    /** What is sent behind that again and again. */
    ByteBuffer block() {
        return switch (this) {
            case HALF_HANDSHAKE -> ByteBuffer.allocate(0);
            case PINGS -> repeated((byte) (FIN | PING), (byte) MASKED, 1, 2, 3, 4);
            case PONGS -> repeated((byte) (FIN | PONG), (byte) MASKED, 1, 2, 3, 4);
            case EMPTY_FRAGMENTS -> repeated((byte) 0, (byte) MASKED, 1, 2, 3, 4);
            case OVERSIZE -> repeated(FIN | BINARY, MASKED | 127, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
        };
    }

    private static ByteBuffer repeated(int... frame) {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        while (block.remaining() >= frame.length) {
            for (int one : frame) {
                block.put((byte) one);
            }
        }
        return block.flip();
    }
}
