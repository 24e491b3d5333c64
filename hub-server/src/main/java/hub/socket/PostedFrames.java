package hub.socket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Frames that other threads have posted and that wait for the socket's IO thread, which sends all of them in one go. Takes
 * next to no memory while there are none: devices are posted nothing.
 */
final class PostedFrames {

    /** A frame in two parts, of which the second may go to many sockets. */
    record Posted(ByteBuffer head, ByteBuffer rest) {

        int bytes() {
            return head.remaining() + rest.remaining();
        }
    }

    private @Nullable Deque<Posted> waiting;

    /** Adds a frame. Whether it is the first, so that the IO thread is to be told. */
    synchronized boolean add(Posted frame) {
        boolean first = waiting == null;
        if (waiting == null) {
            waiting = new ArrayDeque<>(1);
        }
        waiting.add(frame);
        return first;
    }

    /** Takes all, in order. */
    synchronized Deque<Posted> take() {
        Deque<Posted> all = waiting == null ? new ArrayDeque<>(1) : waiting;
        waiting = null;
        return all;
    }
}
