package hub.socket;

import hub.time.NanoClock;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * What comes in at one socket, a few reads at a time, so that the other connections of the thread have their turn. Confined
 * to its IO thread.
 */
final class Inbox {

    /** One buffer for each IO thread: what is read is consumed before the next connection's turn. */
    private static final ThreadLocal<ByteBuffer> READ_BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(64 * 1024));

    private static final int MAX_READS_IN_A_ROW = 4;

    /** What is read, and passed over, of a peer that has been told to go: its close frame may be behind it. */
    private static final int MAX_READ_BEHIND_CLOSE = 256 << 10;

    private final ConduitStreamSourceChannel source;
    private final NanoClock clock;
    private final MessageReader reader;
    private final MessageDeadline deadline;
    private long lastReadNanos;
    private boolean reading;
    private boolean suspended;
    private boolean behindClose;
    private int readBehindClose;
    private boolean ended;

    /**
     * Nothing is read yet.
     *
     * @param messages gets what comes
     * @param tooSlow hears in words that a message was not complete in time
     */
    Inbox(
            StreamConnection connection,
            SocketLimits limits,
            NanoClock clock,
            MessageHandler messages,
            Consumer<String> tooSlow) {
        this.source = connection.getSourceChannel();
        this.clock = clock;
        this.lastReadNanos = clock.nanos();
        this.reader = new MessageReader(Role.SERVER, limits.maxMessageBytes(), messages);
        this.deadline = new MessageDeadline(
                limits.messageTimeout(),
                clock,
                connection.getIoThread(),
                () -> tooSlow.accept(
                        "message not complete within " + limits.messageTimeout().toMillis() + " ms"));
    }

    /** Begins to read. */
    void open(Runnable readable) {
        source.setReadListener(channel -> readable.run());
        source.resumeReads();
        // Frames that came with the handshake wait in a buffer that no selector sees.
        source.wakeupReads();
    }

    /** Reads what is there. Whether more may come; if not, the peer has ended its stream. */
    boolean read() throws IOException {
        ByteBuffer buffer = READ_BUFFER.get();
        reading = true;
        for (int i = 0; i < MAX_READS_IN_A_ROW && !ended && !suspended; i++) {
            buffer.clear();
            int count = source.read(buffer);
            if (count < 0) {
                return false;
            }
            if (count == 0) {
                break;
            }
            lastReadNanos = clock.nanos();
            reader.read(buffer.flip());
            if (behindClose && isFlood(count)) {
                break;
            }
        }
        return true;
    }

    /** Whoever sends on and on behind a close frame is left with full buffers until the connection is dropped. */
    private boolean isFlood(int bytes) {
        readBehindClose += bytes;
        if (readBehindClose <= MAX_READ_BEHIND_CLOSE) {
            return false;
        }
        source.suspendReads();
        return true;
    }

    /** To be called after each {@link #read}, whatever came of it. */
    void readEnded() {
        reading = false;
        deadline.readEnded(reader.isMidMessage() && !reader.isEnded());
    }

    /** Whether {@link #read} goes on, so that what is sent may wait for its end and go in one write. */
    boolean isReading() {
        return reading;
    }

    /** A message is whole: the next has all its time. */
    void messageEnded() {
        deadline.messageEnded();
    }

    /** Takes what comes for no message any more. */
    void refuse() {
        reader.end();
    }

    /** Whether nothing that comes is taken for a message any more. */
    boolean isRefusing() {
        return reader.isEnded();
    }

    /** The peer was told to go: it is read from for its close frame, or the end of its stream, which is behind the rest. */
    void closeSent() {
        behindClose = true;
        resume();
    }

    /** Nothing is read any more. */
    void end() {
        ended = true;
        deadline.cancel();
    }

    void suspend() {
        if (!suspended && !behindClose) {
            suspended = true;
            source.suspendReads();
        }
    }

    void resume() {
        if (suspended && !ended) {
            suspended = false;
            lastReadNanos = clock.nanos();
            deadline.readingResumed();
            source.resumeReads();
            source.wakeupReads();
        }
    }

    boolean isSuspended() {
        return suspended;
    }

    long lastReadNanos() {
        return lastReadNanos;
    }
}
