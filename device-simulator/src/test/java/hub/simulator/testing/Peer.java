package hub.simulator.testing;

import hub.protocol.ChannelTable;
import hub.protocol.frame.Ack;
import hub.protocol.frame.DecodedFrame;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.HubMessage;
import hub.protocol.message.HubMessage.ErrorMessage;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.protocol.message.HubMessage.Welcome;
import hub.protocol.message.HubMessages;
import hub.websocket.FrameWriter;
import hub.websocket.Handshake;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The hub's end of one connection. */
public final class Peer implements MessageHandler {

    private static final int MAX_MESSAGE_BYTES = 65_536;
    private static final long PATIENCE_SECONDS = 20;

    /** Something the device sent. */
    public sealed interface Received {

        /** A text frame. */
        record Text(String text) implements Received {}

        /** A binary frame. */
        record Binary(ByteBuffer bytes) implements Received {

            /** As readings. */
            public ReadingsFrame frame() {
                DecodedFrame decoded = FrameDecoder.decode(bytes, ChannelTable.STANDARD);
                if (decoded instanceof ReadingsFrame frame) {
                    return frame;
                }
                throw new AssertionError(decoded);
            }
        }

        /** A pong. */
        record Pong(String payload) implements Received {}

        /** A close frame. */
        record Close(int code) implements Received {}

        /** The connection ended. */
        record End() implements Received {}
    }

    private final Socket socket;
    private final String head;
    private final FrameWriter frames = FrameWriter.server();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    private Peer(Socket socket, String head) {
        this.socket = socket;
        this.head = head;
    }

    static Peer readRequest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
            lastFour = lastFour << 8 | next;
        }
        return new Peer(socket, head.toString(StandardCharsets.ISO_8859_1));
    }

    void upgrade() throws IOException {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Handshake.accept(header("Sec-WebSocket-Key")) + "\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    void readAll() {
        MessageReader reader = new MessageReader(Role.SERVER, MAX_MESSAGE_BYTES, this);
        byte[] buffer = new byte[65_536];
        try {
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                reader.read(ByteBuffer.wrap(buffer, 0, count));
            }
        } catch (IOException e) {
            // Ended either way.
        }
        received.add(new Received.End());
    }

    /** The device's name in the request's path. */
    public String device() {
        String path = head.split(" ", 3)[1];
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A header of the request; empty if it has none of that name. */
    public String header(String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    /** Sends a welcome without pings. */
    public void welcome(ResumePoint... resume) {
        send(new Welcome(0, 0, MAX_MESSAGE_BYTES, List.of(resume)));
    }

    /** Acknowledges up to a number. */
    public void ack(long epoch, long seq) {
        write(frames.binary(new Ack(epoch, seq).encode()));
    }

    /** Refuses a frame. */
    public void refuse(long seq) {
        send(new ErrorMessage("bad-value", "refused by the test", seq));
    }

    /** Sends a text message. */
    public void send(HubMessage message) {
        write(frames.text(HubMessages.write(message)));
    }

    /** Sends a ping. */
    public void ping(String payload) {
        write(frames.ping(payload.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Sends a close frame. */
    public void close(int code) {
        write(frames.close(code, "closed by the test"));
    }

    /** Drops the connection without a word. */
    public void cut() {
        cut(socket);
    }

    static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Gone is gone.
        }
    }

    /** What came next, whatever it is. */
    public Received next() throws InterruptedException {
        Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    /** The next of that kind; others are skipped. */
    public <T extends Received> T next(Class<T> kind) throws InterruptedException {
        Received next = next();
        while (!kind.isInstance(next)) {
            if (next instanceof Received.End) {
                throw new AssertionError("the connection ended before a " + kind.getSimpleName());
            }
            next = next();
        }
        return kind.cast(next);
    }

    /** How many messages came that no test has looked at. */
    public int unread() {
        return received.size();
    }

    @Override
    public void text(String message) {
        received.add(new Received.Text(message));
    }

    @Override
    public void binary(ByteBuffer message) {
        received.add(new Received.Binary(message));
    }

    @Override
    public void ping(byte[] payload) {
        write(frames.pong(payload));
    }

    @Override
    public void pong(byte[] payload) {
        received.add(new Received.Pong(new String(payload, StandardCharsets.US_ASCII)));
    }

    @Override
    public void close(int code, String reason) {
        received.add(new Received.Close(code));
    }

    @Override
    public void violation(int code, String reason) {
        throw new AssertionError(reason);
    }

    private synchronized void write(ByteBuffer bytes) {
        try {
            socket.getOutputStream().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } catch (IOException e) {
            // The device may be gone; what a test waits for then does not come.
        }
    }
}
