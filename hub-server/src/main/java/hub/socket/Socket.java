package hub.socket;

import hub.socket.SocketListener.Cause;
import hub.socket.SocketListener.Ending;
import hub.time.NanoClock;
import hub.websocket.CloseCode;
import hub.websocket.FrameWriter;
import hub.websocket.MessageHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * One WebSocket connection, confined to its IO thread but for the methods that say otherwise.
 *
 * <p>Sending never blocks: what the network does not take waits in an {@link Outbox}, and whoever sends watches
 * {@link #queuedBytes()} and stops when the peer reads too slowly.
 */
public final class Socket {

    private static final Logger log = LoggerFactory.getLogger(Socket.class);

    /** For {@link Posts#add} of a frame in one part. */
    public static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private static final FrameWriter FRAMES = FrameWriter.server();

    /** How long a peer may take to answer a close frame or to read the last bytes. */
    private static final long CLOSE_TIMEOUT_SECONDS = 2;

    private final StreamConnection connection;
    private final SocketListener listener;
    private final Inbox inbox;
    private final Outbox outbox;
    private final ControlBudget controls;
    private final String remoteAddress;
    private boolean closing;
    private boolean peerClosed;
    private boolean dropping;
    private boolean ended;

    /** What the close frame that the hub sent, or the one that it got, makes of the ending. */
    private Ending ending = new Ending(Cause.NETWORK, CloseCode.ABNORMAL, "connection lost");

    private Socket(
            StreamConnection connection,
            InetSocketAddress peer,
            SocketLimits limits,
            NanoClock clock,
            Function<Socket, SocketListener> listener) {
        this.connection = connection;
        this.inbox = new Inbox(connection, limits, clock, new Incoming(), this::violation);
        this.outbox = new Outbox(connection.getSinkChannel());
        this.remoteAddress = address(peer);
        this.controls = new ControlBudget(clock);
        this.listener = listener.apply(this);
    }

    /**
     * Takes over an upgraded connection and begins to read. On its IO thread.
     *
     * @param peer who is at the other end, which may be behind a proxy
     * @param listener made for the socket, before it reads
     */
    public static Socket open(
            StreamConnection connection,
            InetSocketAddress peer,
            SocketLimits limits,
            NanoClock clock,
            Function<Socket, SocketListener> listener) {
        Socket socket = new Socket(connection, peer, limits, clock, listener);
        connection.setCloseListener(closed -> socket.end());
        connection.getSinkChannel().setWriteListener(channel -> socket.flush());
        socket.inbox.open(socket::readable);
        return socket;
    }

    private void readable() {
        try {
            if (!inbox.read()) {
                drop();
            }
        } catch (IOException e) {
            drop();
        } catch (RuntimeException | Error e) {
            // What else was read is lost with it: to go on would be to acknowledge frames that nobody has seen.
            log.error("{} is dropped: its messages could not be handled", remoteAddress, e);
            ending = new Ending(Cause.NETWORK, CloseCode.ABNORMAL, "the hub failed at a message");
            drop();
        } finally {
            inbox.readEnded();
            flush();
        }
    }

    /** The peer does what no policy allows, though RFC 6455 does. */
    private void violation(String reason) {
        if (!isClosing()) {
            inbox.refuse();
            listener.violation(CloseCode.POLICY, reason);
            closeWith(new Ending(Cause.PEER_VIOLATION, CloseCode.POLICY, reason), CloseCode.POLICY, reason);
        }
    }

    private boolean isControlFlood() {
        if (!controls.isExceededByOneMore()) {
            return false;
        }
        violation("more than " + ControlBudget.BURST + " pings and pongs at once");
        return true;
    }

    /** Sends a text message. */
    public void sendText(String message) {
        send(FRAMES.text(message));
    }

    /** Sends a binary message. */
    public void sendBinary(ByteBuffer message) {
        send(FRAMES.binary(message));
    }

    /** Sends a ping of at most 125 bytes. */
    public void ping(byte[] payload) {
        send(FRAMES.ping(payload));
    }

    private void send(ByteBuffer frame) {
        if (!isClosing()) {
            outbox.add(frame);
            flushUnlessReading();
        }
    }

    /** What a read has as its answers goes in one write, at its end. */
    private void flushUnlessReading() {
        if (!inbox.isReading()) {
            flush();
        }
    }

    /**
     * Sends a frame that {@link #textFrame} or {@link #binaryFrame} made; one frame may go to many sockets. Safe from
     * any thread.
     */
    public void post(ByteBuffer frame) {
        post(frame.duplicate(), NOTHING);
    }

    /**
     * Sends a frame in two parts: one of the socket's own that {@link #binaryFrameHead} made, and the rest, which may go to
     * many sockets. Safe from any thread.
     */
    public void post(ByteBuffer head, ByteBuffer rest) {
        if (isFirstPosted(head, rest)) {
            ioThread().execute(this::takePosted);
        }
    }

    /** Posts a frame, but leaves it to the caller to have {@link #takePosted} called. Whether that is to be done. */
    boolean isFirstPosted(ByteBuffer head, ByteBuffer rest) {
        return outbox.post(head, rest.hasRemaining() ? rest.duplicate() : NOTHING);
    }

    /** Sends what was posted. On its IO thread. */
    void takePosted() {
        outbox.takePosted(!isClosing());
        flush();
    }

    /** The head of a binary frame for {@link #post(ByteBuffer, ByteBuffer)}. */
    public static ByteBuffer binaryFrameHead(ByteBuffer first, int restLength) {
        return FRAMES.binaryHead(first, restLength);
    }

    /** A binary frame for {@link #post}, made where the message stands: see {@link FrameWriter#binaryInPlace}. */
    public static ByteBuffer binaryFrameInPlace(ByteBuffer room) {
        return FRAMES.binaryInPlace(room);
    }

    /** A text frame for {@link #post}. */
    public static ByteBuffer textFrame(String message) {
        return FRAMES.text(message);
    }

    /** A binary frame for {@link #post}. */
    public static ByteBuffer binaryFrame(ByteBuffer message) {
        return FRAMES.binary(message);
    }

    /** Bytes that were sent or posted and that the network has not taken. Safe from any thread. */
    public long queuedBytes() {
        return outbox.queuedBytes();
    }

    /** Bytes that the network has taken so far. */
    public long takenBytes() {
        return outbox.takenBytes();
    }

    /** Sends a close frame, then ends the connection as soon as the peer has read it, or after two seconds. */
    public void close(int code, String reason) {
        closeWith(new Ending(Cause.HUB, code, reason), code, reason);
    }

    private void closeWith(Ending how, int code, String reason) {
        if (isClosing()) {
            return;
        }
        ending = how;
        ByteBuffer frame = FRAMES.close(code, reason);
        outbox.add(frame);
        closing = true;
        inbox.closeSent();
        ioThread().executeAfter(this::drop, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        flushUnlessReading();
    }

    /** Ends the TCP connection at once. */
    public void drop() {
        if (!ended) {
            IoUtils.safeClose(connection);
            end();
        }
    }

    /** Ends the TCP connection at once, as the hub's own doing. */
    public void drop(int code, String reason) {
        if (!closing) {
            ending = new Ending(Cause.HUB, code, reason);
        }
        drop();
    }

    /** Ends the TCP connection, as the hub's own doing, as soon as the network has taken what was sent. */
    public void dropWhenDrained(int code, String reason) {
        if (isClosing()) {
            return;
        }
        ending = new Ending(Cause.HUB, code, reason);
        dropping = true;
        flush();
        ioThread().executeAfter(this::drop, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private void end() {
        if (!ended) {
            ended = true;
            inbox.end();
            outbox.clear();
            listener.closed(ending);
        }
    }

    /** Stops reading: TCP makes the peer wait. What was read already still comes. */
    public void suspendReads() {
        inbox.suspend();
    }

    /** Reads again; the time without reading does not count as silence. */
    public void resumeReads() {
        inbox.resume();
    }

    /** Whether {@link #suspendReads} is in force. */
    public boolean isReadsSuspended() {
        return inbox.isSuspended();
    }

    /** Whether no message can be sent any more. */
    public boolean isClosing() {
        return closing || ended;
    }

    /** When bytes last came, or reading was taken up again, by the injected clock. */
    public long lastReadNanos() {
        return inbox.lastReadNanos();
    }

    /** The peer's address and port. Safe from any thread. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** The thread that this socket is confined to. Safe from any thread. */
    public XnioIoThread ioThread() {
        return connection.getIoThread();
    }

    private void flush() {
        if (ended) {
            return;
        }
        try {
            boolean hadWaited = outbox.isWaiting();
            boolean empty = outbox.flush();
            if (empty && (hadWaited || inbox.isSuspended())) {
                listener.drained();
            }
            if (empty && dropping) {
                drop();
            } else if (empty && peerClosed) {
                // Both close frames are through: the server ends the TCP connection first (RFC 6455 section 7.1.1).
                drop();
            } else if (empty && closing && inbox.isRefusing()) {
                // After a violation: a drop with bytes unread would be a reset, and overtake the close frame.
                connection.getSinkChannel().shutdownWrites();
            }
        } catch (IOException e) {
            drop();
        }
    }

    private static String address(InetSocketAddress peer) {
        String host = peer.getAddress().getHostAddress();
        return peer.getPort() == 0 ? host : host + ":" + peer.getPort();
    }

    /** Hands messages on, and does what RFC 6455 asks of every endpoint. */
    private final class Incoming implements MessageHandler {

        @Override
        public void text(String message) {
            inbox.messageEnded();
            if (!closing) {
                listener.text(message);
            }
        }

        @Override
        public void binary(ByteBuffer message) {
            inbox.messageEnded();
            if (!closing) {
                listener.binary(message);
            }
        }

        @Override
        public void ping(byte[] payload) {
            // A peer that pings but does not read must not make the hub hold its pongs.
            if (!isControlFlood() && queuedBytes() < Outbox.MAX_CONTROL_BYTES) {
                send(FRAMES.pong(payload));
            }
        }

        @Override
        public void pong(byte[] payload) {
            if (!isControlFlood()) {
                listener.pong(payload);
            }
        }

        @Override
        public void close(int code, String reason) {
            peerClosed = true;
            closeWith(new Ending(Cause.PEER_CLOSED, code, reason), code, "");
        }

        @Override
        public void violation(int code, String reason) {
            listener.violation(code, reason);
            closeWith(new Ending(Cause.PEER_VIOLATION, code, reason), code, reason);
        }
    }
}
