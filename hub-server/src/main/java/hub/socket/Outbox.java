package hub.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Frames on their way out of one socket, in order. Confined to its IO thread but for the methods that say otherwise. */
final class Outbox {

    /** Pongs are dropped beyond this much waiting. */
    static final long MAX_CONTROL_BYTES = 64 * 1024;

    private static final int MAX_GATHER = 64;

    private final ConduitStreamSinkChannel sink;
    private final AtomicLong queued = new AtomicLong();
    private final PostedFrames posted = new PostedFrames();
    private final ArrayDeque<ByteBuffer> frames = new ArrayDeque<>(4);
    private boolean waiting;
    private long takenBytes;

    Outbox(ConduitStreamSinkChannel sink) {
        this.sink = sink;
    }

    void add(ByteBuffer frame) {
        queued.addAndGet(frame.remaining());
        frames.add(frame);
    }

    /**
     * Adds a frame of two parts when the IO thread next calls {@link #takePosted}. Whether it is to be told to. Safe from any
     * thread.
     */
    boolean post(ByteBuffer head, ByteBuffer rest) {
        PostedFrames.Posted frame = new PostedFrames.Posted(head, rest);
        queued.addAndGet(frame.bytes());
        return posted.add(frame);
    }

    /** Takes over what was posted; what is not wanted any more is forgotten. */
    void takePosted(boolean wanted) {
        for (PostedFrames.Posted next : posted.take()) {
            if (!wanted) {
                queued.addAndGet(-next.bytes());
                continue;
            }
            frames.add(next.head());
            if (next.rest().hasRemaining()) {
                frames.add(next.rest());
            }
        }
    }

    /** Bytes that the network has not taken. Safe from any thread. */
    long queuedBytes() {
        return queued.get();
    }

    /** Bytes that the network has taken so far. */
    long takenBytes() {
        return takenBytes;
    }

    /** Whether an earlier flush could not write all. */
    boolean isWaiting() {
        return waiting;
    }

    /** Writes what the network takes now and asks to hear when it takes more. Whether nothing is left. */
    boolean flush() throws IOException {
        while (!frames.isEmpty()) {
            ByteBuffer[] gathered = gathered();
            long written = gathered.length == 1 ? sink.write(gathered[0]) : sink.write(gathered, 0, gathered.length);
            queued.addAndGet(-written);
            takenBytes += written;
            while (!frames.isEmpty() && !frames.element().hasRemaining()) {
                frames.remove();
            }
            if (written == 0) {
                return await();
            }
        }
        if (!sink.flush()) {
            return await();
        }
        if (waiting) {
            waiting = false;
            sink.suspendWrites();
        }
        return true;
    }

    private ByteBuffer[] gathered() {
        ByteBuffer[] gathered = new ByteBuffer[Math.min(frames.size(), MAX_GATHER)];
        Iterator<ByteBuffer> next = frames.iterator();
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] = next.next();
        }
        return gathered;
    }

    private boolean await() {
        waiting = true;
        sink.resumeWrites();
        return false;
    }

    void clear() {
        frames.forEach(frame -> queued.addAndGet(-frame.remaining()));
        frames.clear();
    }
}
