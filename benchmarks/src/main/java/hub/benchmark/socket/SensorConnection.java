package hub.benchmark.socket;

import hub.benchmark.report.Latencies;
import hub.protocol.frame.Ack;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/** A device that sends whenever its window has room, or as its pace allows. For one thread. */
final class SensorConnection implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 1 << 16;

    private final SocketChannel channel;
    private final LoadPlan plan;
    private final SampleTimes times;
    private final FrameTemplate template;
    private final ByteBuffer out;
    private final MessageReader reader = new MessageReader(Role.CLIENT, MAX_MESSAGE_BYTES, new Incoming());
    private final long[] sentAt;
    private final Latencies latencies;
    private long lastMicros;
    private int sent;
    private int acknowledged;
    private long before;
    private long owed;
    private boolean ended;

    private SensorConnection(
            SocketChannel channel, LoadPlan plan, SampleTimes times, FrameTemplate template, Latencies latencies) {
        this.channel = channel;
        this.plan = plan;
        this.times = times;
        this.template = template;
        this.latencies = latencies;
        this.sentAt = new long[plan.window()];
        this.out = ByteBuffer.allocateDirect(plan.window() * template.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        out.limit(0);
    }

    /** Connects and shakes hands, blocking; from then on nothing blocks. */
    static SensorConnection connect(
            URI hub, String name, LoadPlan plan, SampleTimes times, FrameTemplate template, Latencies latencies)
            throws IOException {
        SocketChannel channel = ClientHandshake.open(hub, "/ws/devices/" + name);
        channel.configureBlocking(false);
        return new SensorConnection(channel, plan, times, template, latencies);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Frames that are on the hub's disk. */
    int acknowledged() {
        return acknowledged;
    }

    /** Frames that wait for their acknowledgement. */
    int inFlight() {
        return sent - acknowledged;
    }

    /** Counts anew what is due. */
    void begin() {
        before = sent;
        owed = sent;
    }

    /** So many frames are due since the beginning, as far as the window lets them go. */
    void owe(long frames) {
        owed = before + frames;
    }

    /** Takes what the hub has sent. */
    void read(ByteBuffer buffer) throws IOException {
        for (int count = channel.read(buffer.clear()); count != 0; count = channel.read(buffer.clear())) {
            if (count < 0 || ended) {
                throw new EOFException("the hub has closed the connection");
            }
            reader.read(buffer.flip());
            if (count < buffer.capacity()) {
                return;
            }
        }
    }

    /** Sends what is due and has room. Whether the network has taken it all. */
    boolean send() throws IOException {
        if (!out.hasRemaining()) {
            fill();
        }
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    private void fill() {
        long now = System.nanoTime();
        out.clear();
        while (inFlight() < plan.window() && sent < owed) {
            sent++;
            sentAt[sent % sentAt.length] = now;
            long base = times.behind(lastMicros);
            template.put(out, sent, base);
            lastMicros = base + (plan.readingsPerFrame() / FrameTemplate.METRICS - 1L) * FrameTemplate.STEP_MICROS;
        }
        out.flip();
    }

    private final class Incoming implements MessageHandler {

        @Override
        public void binary(ByteBuffer message) {
            Ack.decode(message).ifPresent(ack -> {
                long now = System.nanoTime();
                while (acknowledged < ack.seq()) {
                    acknowledged++;
                    latencies.record(now - sentAt[acknowledged % sentAt.length]);
                }
            });
        }

        @Override
        public void text(String message) {
            if (message.contains("\"error\"")) {
                throw new IllegalStateException("the hub says: " + message);
            }
        }

        @Override
        public void ping(byte[] payload) {
            // The hub takes any byte for a sign of life, and readings come all the time.
        }

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
