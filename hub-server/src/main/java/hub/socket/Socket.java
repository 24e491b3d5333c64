package hub.socket;

import hub.socket.SocketListener.Cause;
import hub.socket.SocketListener.Ending;
import hub.time.NanoClock;
import hub.websocket.CloseCode;
import hub.websocket.FrameWriter;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * One WebSocket connection, confined to its IO thread but for the methods that say otherwise.
 *
 * <p>Sending never blocks: what the network does not take waits in an {@link Outbox}, and whoever sends watches
 * {@link #queuedBytes()} and stops when the peer reads too slowly.
 */
public final class Socket {

    private static final Logger log = LoggerFactory.getLogger(Socket.class);

    /** One buffer for each IO thread: what is read is consumed before the next connection's turn. */
    private static final ThreadLocal<ByteBuffer> READ_BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(64 * 1024));

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final FrameWriter FRAMES = FrameWriter.server();

    /** Reads in a row before the other connections of the thread have their turn. */
    private static final int MAX_READS_IN_A_ROW = 4;

    /** What is read, and passed over, of a peer that has been told to go: its close frame may be behind it. */
    private static final int MAX_READ_BEHIND_CLOSE = 256 << 10;

    /** How long a peer may take to answer a close frame or to read the last bytes. */
    private static final long CLOSE_TIMEOUT_SECONDS = 2;

    private final StreamConnection connection;
    private final SocketListener listener;
    private final NanoClock clock;
    private final MessageReader reader;
    private final Outbox outbox;
    private final MessageDeadline deadline;
    private final ControlBudget controls;
    private final AtomicLong queued = new AtomicLong();
    private final PostedFrames posted = new PostedFrames();
    private final String remoteAddress;
    private long lastReadNanos;
    private boolean reading;
    private boolean readsSuspended;
    private boolean closing;
    private int readBehindClose;
    private boolean peerClosed;
    private boolean dropping;
    private boolean ended;

    /** What the close frame that the hub sent, or the one that it got, makes of the ending. */
    private Ending ending = new Ending(Cause.NETWORK, CloseCode.ABNORMAL, "connection lost");

    private Socket(
            StreamConnection connection,
            SocketLimits limits,
            NanoClock clock,
            Function<Socket, SocketListener> listener) {
        this.connection = connection;
        this.clock = clock;
        this.outbox = new Outbox(connection.getSinkChannel(), queued);
        this.remoteAddress = address(connection);
        this.lastReadNanos = clock.nanos();
        this.reader = new MessageReader(Role.SERVER, limits.maxMessageBytes(), new Incoming());
        this.controls = new ControlBudget(clock);
        this.deadline = new MessageDeadline(
                limits.messageTimeout(),
                clock,
                connection.getIoThread(),
                () -> violation(
                        "message not complete within " + limits.messageTimeout().toMillis() + " ms"));
        this.listener = listener.apply(this);
    }

    /**
     * Takes over an upgraded connection and begins to read. On its IO thread.
     *
     * @param listener made for the socket, before it reads
     */
    public static Socket open(
            StreamConnection connection,
            SocketLimits limits,
            NanoClock clock,
            Function<Socket, SocketListener> listener) {
        Socket socket = new Socket(connection, limits, clock, listener);
        connection.setCloseListener(closed -> socket.end());
        ConduitStreamSourceChannel source = connection.getSourceChannel();
        source.setReadListener(channel -> socket.readable());
        connection.getSinkChannel().setWriteListener(channel -> socket.writable());
        source.resumeReads();
        // Frames that came with the handshake wait in a buffer that no selector sees.
        source.wakeupReads();
        return socket;
    }

    private void readable() {
        ByteBuffer buffer = READ_BUFFER.get();
        reading = true;
        try {
            for (int i = 0; i < MAX_READS_IN_A_ROW && !ended && !readsSuspended; i++) {
                buffer.clear();
                int count = connection.getSourceChannel().read(buffer);
                if (count < 0) {
                    drop();
                    return;
                }
                if (count == 0) {
                    break;
                }
                lastReadNanos = clock.nanos();
                reader.read(buffer.flip());
                if (closing && isFloodBehindClose(count)) {
                    break;
                }
            }
        } catch (IOException e) {
            drop();
        } catch (RuntimeException | Error e) {
            // What else was read is lost with it: to go on would be to acknowledge frames that nobody has seen.
            log.error("{} is dropped: its messages could not be handled", remoteAddress, e);
            ending = new Ending(Cause.NETWORK, CloseCode.ABNORMAL, "the hub failed at a message");
            drop();
        } finally {
            reading = false;
            deadline.readEnded(reader.isMidMessage() && !reader.isEnded());
            flush();
        }
    }

    /** Whoever sends on and on behind a close frame is left with full buffers until the connection is dropped. */
    private boolean isFloodBehindClose(int bytes) {
        readBehindClose += bytes;
        if (readBehindClose <= MAX_READ_BEHIND_CLOSE) {
            return false;
        }
        connection.getSourceChannel().suspendReads();
        return true;
    }

    /** The peer does what no policy allows, though RFC 6455 does. */
    private void violation(String reason) {
        if (!closing && !ended) {
            reader.end();
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
        if (!ended && !closing) {
            queued.addAndGet(frame.remaining());
            outbox.add(frame);
            if (!reading) {
                flush();
            }
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
        PostedFrames.Posted own = new PostedFrames.Posted(head, rest.duplicate());
        queued.addAndGet(own.bytes());
        if (posted.add(own)) {
            ioThread().execute(this::takePosted);
        }
    }

    private void takePosted() {
        for (PostedFrames.Posted next : posted.take()) {
            if (ended || closing) {
                queued.addAndGet(-next.bytes());
            } else {
                outbox.add(next.head());
                if (next.rest().hasRemaining()) {
                    outbox.add(next.rest());
                }
            }
        }
        flush();
    }

    /** The head of a binary frame for {@link #post(ByteBuffer, ByteBuffer)}. */
    public static ByteBuffer binaryFrameHead(ByteBuffer first, int restLength) {
        return FRAMES.binaryHead(first, restLength);
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
        return queued.get();
    }

    /** Sends a close frame, then ends the connection as soon as the peer has read it, or after two seconds. */
    public void close(int code, String reason) {
        closeWith(new Ending(Cause.HUB, code, reason), code, reason);
    }

    private void closeWith(Ending how, int code, String reason) {
        if (closing || ended) {
            return;
        }
        ending = how;
        ByteBuffer frame = FRAMES.close(code, reason);
        queued.addAndGet(frame.remaining());
        outbox.add(frame);
        closing = true;
        // Whoever is to be closed must be read from: its close frame, or the end of its stream, is behind the rest.
        resumeReads();
        ioThread().executeAfter(this::drop, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!reading) {
            flush();
        }
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
        if (ended || closing) {
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
            deadline.cancel();
            outbox.clear();
            listener.closed(ending);
        }
    }

    /** Stops reading: TCP makes the peer wait. What was read already still comes. */
    public void suspendReads() {
        if (!readsSuspended && !closing) {
            readsSuspended = true;
            connection.getSourceChannel().suspendReads();
        }
    }

    /** Reads again; the time without reading does not count as silence. */
    public void resumeReads() {
        if (readsSuspended && !ended) {
            readsSuspended = false;
            lastReadNanos = clock.nanos();
            deadline.readingResumed();
            connection.getSourceChannel().resumeReads();
            connection.getSourceChannel().wakeupReads();
        }
    }

    /** Whether {@link #suspendReads} is in force. */
    public boolean isReadsSuspended() {
        return readsSuspended;
    }

    /** Whether no message can be sent any more. */
    public boolean isClosing() {
        return closing || ended;
    }

    /** When bytes last came, or reading was taken up again, by the injected clock. */
    public long lastReadNanos() {
        return lastReadNanos;
    }

    /** The peer's address and port. Safe from any thread. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** The thread that this socket is confined to. Safe from any thread. */
    public XnioIoThread ioThread() {
        return connection.getIoThread();
    }

    private void writable() {
        flush();
    }

    private void flush() {
        if (ended) {
            return;
        }
        try {
            boolean hadWaited = outbox.isWaiting();
            boolean empty = outbox.flush();
            if (empty && (hadWaited || readsSuspended)) {
                listener.drained();
            }
            if (empty && dropping) {
                drop();
            } else if (empty && peerClosed) {
                // Both close frames are through: the server ends the TCP connection first (RFC 6455 section 7.1.1).
                drop();
            } else if (empty && closing && reader.isEnded()) {
                // After a violation: a drop with bytes unread would be a reset, and overtake the close frame.
                connection.getSinkChannel().shutdownWrites();
            }
        } catch (IOException e) {
            drop();
        }
    }

    private static String address(StreamConnection connection) {
        return connection.getPeerAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(connection.getPeerAddress());
    }

    /** Hands messages on, and does what RFC 6455 asks of every endpoint. */
    private final class Incoming implements MessageHandler {

        @Override
        public void text(String message) {
            deadline.messageEnded();
            if (!closing) {
                listener.text(message);
            }
        }

        @Override
        public void binary(ByteBuffer message) {
            deadline.messageEnded();
            if (!closing) {
                listener.binary(message);
            }
        }

        @Override
        public void ping(byte[] payload) {
            // A peer that pings but does not read must not make the hub hold its pongs.
            if (!isControlFlood() && queued.get() < Outbox.MAX_CONTROL_BYTES) {
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
