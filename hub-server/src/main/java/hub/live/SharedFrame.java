package hub.live;

import hub.protocol.frame.LiveFrame;
import hub.socket.Socket;
import hub.websocket.FrameWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a delta that goes to many viewers. Those whose subscription has the same number, and who are to be told the
 * same, get the same bytes, head and all; others share the columns. Not for two threads.
 */
final class SharedFrame {

    private static final int HEAD_BYTES = FrameWriter.MAX_SERVER_HEADER_BYTES + LiveFrame.HEADER_BYTES;

    private final ByteBuffer columns;
    private final int count;
    private @Nullable ByteBuffer whole;
    private int wholeSubscription;
    private long wholeCursor;
    private long wholeSkipped;

    private SharedFrame(ByteBuffer columns, int count) {
        this.columns = columns;
        this.count = count;
    }

    /** The frame of the readings from {@code from} to {@code to}. */
    static SharedFrame of(LiveColumns readings, int from, int to) {
        return new SharedFrame(readings.encodeForMany(HEAD_BYTES, from, to), to - from);
    }

    void send(Viewer viewer, int subscription, long cursor, long skipped) {
        ByteBuffer shared = whole;
        if (shared == null) {
            shared = frame(subscription, cursor, skipped);
        }
        if (subscription == wholeSubscription && cursor == wholeCursor && skipped == wholeSkipped) {
            viewer.sendShared(shared);
        } else {
            viewer.sendBinary(header(subscription, cursor, skipped), columns);
        }
    }

    private ByteBuffer frame(int subscription, long cursor, long skipped) {
        int begin = columns.position() - LiveFrame.HEADER_BYTES;
        ByteBuffer message = columns.duplicate().position(begin);
        message.put(header(subscription, cursor, skipped)).position(begin);
        ByteBuffer frame = Socket.binaryFrameInPlace(message);
        whole = frame;
        wholeSubscription = subscription;
        wholeCursor = cursor;
        wholeSkipped = skipped;
        return frame;
    }

    private ByteBuffer header(int subscription, long cursor, long skipped) {
        return LiveFrame.header(false, false, subscription, count, cursor, skipped);
    }
}
