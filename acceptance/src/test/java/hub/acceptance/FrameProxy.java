package hub.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy between a device and the hub that knows where WebSocket frames begin and end. It cuts connections in the
 * middle of a frame, and slips in frames that the hub did not send.
 *
 * <p>Each connection has an acceptor's thread and two of its own; they end with their sockets.
 */
final class FrameProxy implements AutoCloseable {

    /** Which way bytes go. */
    enum Direction {
        TO_HUB,
        TO_DEVICE
    }

    /**
     * Where a connection is cut.
     *
     * @param frame the how manyth of that direction goes only half, from 1
     */
    record Cut(Direction direction, int frame) {}

    /** A frame as it went over the wire; the payload without its mask. */
    record Frame(int opcode, String payload) {}

    static final int TEXT = 1;
    static final int BINARY = 2;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int OPCODE = 0x0f;

    private final ServerSocket server;
    private final int hubPort;
    private final Queue<Cut> cuts;
    private final List<byte[]> slippedIn;
    private final Queue<Frame> fromDevice = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cutsMade = new AtomicInteger();

    private FrameProxy(int hubPort, List<Cut> cuts, List<byte[]> slippedIn) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.hubPort = hubPort;
        this.cuts = new ConcurrentLinkedQueue<>(cuts);
        this.slippedIn = slippedIn;
    }

    /** Cuts the first connection at the first place, the second at the second; those after the last stay. */
    static FrameProxy cutting(HubProcess hub, List<Cut> cuts) {
        return start(hub, cuts, List.of());
    }

    /** Sends these frames to the device behind each welcome, as if the hub had. */
    static FrameProxy slippingIn(HubProcess hub, List<byte[]> frames) {
        return start(hub, List.of(), frames);
    }

    private static FrameProxy start(HubProcess hub, List<Cut> cuts, List<byte[]> slippedIn) {
        try {
            FrameProxy proxy = new FrameProxy(hub.port(), cuts, slippedIn);
            daemon("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame as a hub sends it, of at most 125 characters of ASCII. */
    static byte[] frame(int opcode, String payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FIN | opcode);
        frame.write(payload.length());
        frame.writeBytes(payload.getBytes(StandardCharsets.US_ASCII));
        return frame.toByteArray();
    }

    int port() {
        return server.getLocalPort();
    }

    String webSocketAddress() {
        return "ws://127.0.0.1:" + port();
    }

    /** How many connections it has cut. */
    int cutsMade() {
        return cutsMade.get();
    }

    /** All that devices sent, in order, those included that were cut. */
    List<Frame> fromDevice() {
        return List.copyOf(fromDevice);
    }

    private void accept() throws IOException {
        while (true) {
            Socket device = server.accept();
            Socket hub = new Socket(InetAddress.getLoopbackAddress(), hubPort);
            sockets.add(device);
            sockets.add(hub);
            Cut cut = cuts.isEmpty() ? new Cut(Direction.TO_HUB, 0) : cuts.remove();
            daemon("proxy-to-hub", () -> carry(device, hub, Direction.TO_HUB, cut));
            daemon("proxy-to-device", () -> carry(hub, device, Direction.TO_DEVICE, cut));
        }
    }

    private void carry(Socket from, Socket to, Direction direction, Cut cut) throws IOException {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            out.write(readHead(in));
            for (int number = 1; ; number++) {
                byte[] frame = readFrame(in);
                if (direction == Direction.TO_HUB) {
                    fromDevice.add(unmasked(frame));
                }
                if (cut.direction() == direction && cut.frame() == number) {
                    out.write(frame, 0, frame.length / 2);
                    cutsMade.incrementAndGet();
                    return;
                }
                out.write(frame);
                if (direction == Direction.TO_DEVICE && number == 1) {
                    for (byte[] slipped : slippedIn) {
                        out.write(slipped);
                    }
                }
            }
        }
    }

    /** The request or its answer, with the empty line. */
    private static byte[] readHead(DataInputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toByteArray();
    }

    private static byte[] readFrame(DataInputStream in) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(in.readUnsignedByte());
        int second = in.readUnsignedByte();
        frame.write(second);
        int length = second & ~MASKED;
        if (length == LENGTH_16) {
            length = in.readUnsignedShort();
            frame.write(length >> 8);
            frame.write(length);
        }
        int rest = length + ((second & MASKED) == 0 ? 0 : 4);
        frame.write(in.readNBytes(rest));
        return frame.toByteArray();
    }

    private static Frame unmasked(byte[] frame) {
        int maskAt = (frame[1] & ~MASKED & 0xff) == LENGTH_16 ? 4 : 2;
        byte[] payload = new byte[frame.length - maskAt - 4];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (frame[maskAt + 4 + i] ^ frame[maskAt + i % 4]);
        }
        return new Frame(frame[0] & OPCODE, new String(payload, StandardCharsets.ISO_8859_1));
    }

    /** Work that ends when one of its sockets does. */
    private interface SocketWork {
        void run() throws IOException;
    }

    private static void daemon(String name, SocketWork work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One end is gone, and the other is closed with it.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closeQuietly(server);
        sockets.forEach(FrameProxy::closeQuietly);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
