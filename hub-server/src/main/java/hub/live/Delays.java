package hub.live;

import hub.ops.LatencyWindow;
import hub.time.NanoClock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** How long readings that are durable wait until viewers were sent them. As many moments are kept as batches wait. */
final class Delays {

    /** @param position of the last entry of a batch */
    private record Moment(long position, long nanos) {}

    private final NanoClock clock;
    private final LatencyWindow latency;
    private final Queue<Moment> waiting = new ConcurrentLinkedQueue<>();

    Delays(NanoClock clock) {
        this.clock = clock;
        this.latency = new LatencyWindow(clock);
    }

    /** A batch waits to be told from now on. */
    void waits(long position) {
        waiting.add(new Moment(position, clock.nanos()));
    }

    /** All batches up to a position were told. */
    void told(long position) {
        long now = clock.nanos();
        for (Moment next = upTo(position); next != null; next = upTo(position)) {
            latency.record(now - next.nanos());
        }
    }

    private @Nullable Moment upTo(long position) {
        Moment next = waiting.peek();
        return next != null && next.position() <= position ? waiting.poll() : null;
    }

    LatencyWindow latency() {
        return latency;
    }
}
