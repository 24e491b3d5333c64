package hub.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Frames on their way out of one socket, in order. Confined to its IO thread. */
final class Outbox {

    /** Pongs are dropped beyond this much waiting. */
    static final long MAX_CONTROL_BYTES = 64 * 1024;

    private static final int MAX_GATHER = 64;

    private final ConduitStreamSinkChannel sink;
    private final AtomicLong queued;
    private final ArrayDeque<ByteBuffer> frames = new ArrayDeque<>(4);
    private boolean waiting;

    /** @param queued is counted down by the bytes that the network takes */
    Outbox(ConduitStreamSinkChannel sink, AtomicLong queued) {
        this.sink = sink;
        this.queued = queued;
    }

    void add(ByteBuffer frame) {
        frames.add(frame);
    }

    /** Whether an earlier flush could not write all. */
    boolean isWaiting() {
        return waiting;
    }

    /** Writes what the network takes now and asks to hear when it takes more. Whether nothing is left. */
    boolean flush() throws IOException {
        while (!frames.isEmpty()) {
            ByteBuffer[] gathered = frames.stream().limit(MAX_GATHER).toArray(ByteBuffer[]::new);
            long written = gathered.length == 1 ? sink.write(gathered[0]) : sink.write(gathered, 0, gathered.length);
            queued.addAndGet(-written);
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
