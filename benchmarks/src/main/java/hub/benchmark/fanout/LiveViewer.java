package hub.benchmark.fanout;

import hub.benchmark.report.Latencies;
import hub.benchmark.socket.ClientHandshake;
import hub.benchmark.socket.MicroClock;
import hub.protocol.frame.LiveFrame;
import hub.websocket.FrameWriter;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A viewer of one subscription that reads frames in place and counts: as little work as can be, for it runs beside the
 * hub. For one thread at a time.
 */
final class LiveViewer implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final byte READINGS = 0x11;
    private static final int STARTS_BIT = 1;
    private static final int ENDS_BIT = 2;

    /** Readings of one moment, which stand together. */
    private static final int SAMPLE = 5;

    private final SocketChannel channel;
    private final MicroClock clock;
    private final MessageReader reader = new MessageReader(Role.CLIENT, MAX_MESSAGE_BYTES, new Incoming());
    private Latencies latencies = new Latencies();
    private @Nullable FrameTaker taker;
    private boolean inSnapshot;
    private boolean ended;
    private long snapshots;
    private long deltas;
    private long frames;

    private LiveViewer(SocketChannel channel, MicroClock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Connects and subscribes, blocking; from then on nothing blocks.
     *
     * @param subscription the message to the hub
     * @param clock the one that the readings' times are of
     */
    static LiveViewer connect(URI hub, String subscription, MicroClock clock) throws IOException {
        SocketChannel channel = ClientHandshake.open(hub, "/ws/live");
        ByteBuffer message = FrameWriter.client(new SplittableRandom()).text(subscription);
        while (message.hasRemaining()) {
            channel.write(message);
        }
        channel.configureBlocking(false);
        return new LiveViewer(channel, clock);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Where latencies, from a reading's time to its delivery, are put from now on. */
    void recordTo(Latencies target) {
        latencies = target;
    }

    /** Who gets whole frames from now on, too. */
    void handTo(FrameTaker newTaker) {
        taker = newTaker;
    }

    /** Readings that came as deltas. */
    long deltas() {
        return deltas;
    }

    /** Frames that they came in. */
    long frames() {
        return frames;
    }

    /** Snapshots that are complete: one, and another for each time that it was too slow. */
    long snapshots() {
        return snapshots;
    }

    /** Takes what has come, but leaves others their turn. */
    void read(ByteBuffer buffer) throws IOException {
        int count = channel.read(buffer.clear());
        if (count < 0 || ended) {
            throw new EOFException("a viewer has lost its connection");
        }
        reader.read(buffer.flip());
    }

    private void count(ByteBuffer frame) {
        int flags = frame.get(1);
        int readings = frame.getInt(4);
        inSnapshot |= (flags & STARTS_BIT) != 0;
        if (!inSnapshot) {
            deltas += readings;
            frames++;
            recordLatencies(frame, readings);
        }
        if ((flags & ENDS_BIT) != 0) {
            inSnapshot = false;
            snapshots++;
        }
    }

    private void recordLatencies(ByteBuffer frame, int readings) {
        long now = clock.micros();
        for (int i = 0; i < readings; i += SAMPLE) {
            long sent = (long) frame.getDouble(LiveFrame.HEADER_BYTES + i * Double.BYTES);
            latencies.record(Math.max(0, now - sent) * 1_000);
        }
    }

    private final class Incoming implements MessageHandler {

        @Override
        public void binary(ByteBuffer message) {
            ByteBuffer frame = message.order(ByteOrder.LITTLE_ENDIAN);
            if (frame.get(0) == READINGS) {
                count(frame);
                FrameTaker to = taker;
                if (to != null) {
                    to.frame(frame);
                }
            }
        }

        @Override
        public void text(String message) {
            if (message.startsWith("{\"type\":\"error\"")) {
                throw new IllegalStateException("the hub says: " + message);
            }
            FrameTaker to = taker;
            if (to != null) {
                to.text(message);
            }
        }

        @Override
        public void ping(byte[] payload) {}

        @Override
        public void pong(byte[] payload) {}

        @Override
        public void close(int code, String reason) {
            ended = true;
        }

        @Override
        public void violation(int code, String reason) {
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
