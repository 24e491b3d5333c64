package hub.benchmark.process;

import hub.protocol.frame.Ack;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.websocket.FrameWriter;
import hub.websocket.Handshake;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;

/** A sensor that sends one frame and waits for its acknowledgement. */
public final class Device implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MAX_MESSAGE_BYTES = 1 << 16;
    private static final int PM2_5 = 2;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final FrameWriter frames = FrameWriter.client(new SplittableRandom());
    private final Incoming incoming = new Incoming();
    private final MessageReader reader = new MessageReader(Role.CLIENT, MAX_MESSAGE_BYTES, incoming);

    private Device(Socket socket) {
        this.socket = socket;
    }

    /** Connects to a hub that takes any device. */
    public static Device connect(URI hub, String name) throws IOException {
        Socket socket = new Socket(hub.getHost(), hub.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        byte[] key = new byte[16];
        new SplittableRandom().nextBytes(key);
        String encodedKey = Base64.getEncoder().encodeToString(key);
        String request = "GET /ws/devices/" + name + " HTTP/1.1\r\nHost: " + hub.getHost() + ":" + hub.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: " + Handshake.VERSION
                + "\r\nSec-WebSocket-Key: " + encodedKey + END_OF_HEAD;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String head = head(socket.getInputStream());
        if (!head.startsWith("HTTP/1.1 101") || !head.contains(Handshake.accept(encodedKey))) {
            throw new IOException("the hub has refused the device: " + head);
        }
        return new Device(socket);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the hub has closed the connection after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Sends one reading and returns when it is acknowledged. */
    public void sendAndAwait() throws IOException {
        ByteBuffer frame =
                ReadingsFrameEncoder.hubTime(false, 1, 1).add(PM2_5, 7.35).encode();
        ByteBuffer message = frames.binary(frame);
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        socket.getOutputStream().write(bytes);
        byte[] buffer = new byte[4_096];
        while (!incoming.acknowledged) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0 || incoming.ended) {
                throw new EOFException("the hub has closed the connection before it has acknowledged");
            }
            reader.read(ByteBuffer.wrap(buffer, 0, count));
        }
    }

    /** Waits for the acknowledgement; all else that a hub says is passed over. */
    private static final class Incoming implements MessageHandler {

        private boolean acknowledged;
        private boolean ended;

        @Override
        public void binary(ByteBuffer message) {
            acknowledged |= Ack.decode(message).equals(Optional.of(new Ack(1, 1)));
        }

        @Override
        public void text(String message) {}

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
        socket.close();
    }
}
