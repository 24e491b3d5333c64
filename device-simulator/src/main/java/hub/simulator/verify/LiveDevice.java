package hub.simulator.verify;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Iterator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one device has sent and what of it came live. Safe from any thread: a device's thread adds, the viewer's takes
 * away.
 *
 * <p>Holds the frames that did not come in full, at most so many: the device waits when there is no room. Deltas come in
 * the order in which they were stored, and a device's frames are stored in the order of their numbers: so once a
 * reading of a frame came as a delta, what is missing of frames before it will not come any more. Snapshots come series
 * by series, so that nothing is concluded from their order.
 */
final class LiveDevice {

    private final int index;
    private final Plan plan;
    private final int capacity;
    private final LiveCounts counts;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    /** No reading up to here is waited for. */
    private long goneMicros;

    LiveDevice(int index, Plan plan, int capacity, long followedFromMicros, LiveCounts counts) {
        this.index = index;
        this.plan = plan;
        this.capacity = capacity;
        this.goneMicros = followedFromMicros;
        this.counts = counts;
    }

    private static final class Pending {

        private final SentFrame frame;
        private final BitSet seen;
        private boolean acknowledged;

        /** Which reading came last as a delta. */
        private int lastDelta = -1;

        /** Whether the hub said that it leaves out readings of this time. */
        private boolean told;

        private Pending(SentFrame frame) {
            this.frame = frame;
            this.seen = new BitSet(frame.count());
        }

        private int missing() {
            return frame.count() - seen.cardinality();
        }
    }

    synchronized boolean hasRoom() {
        return pending.size() < capacity;
    }

    /** A frame is about to go out. */
    synchronized void sent(SentFrame frame) {
        pending.addLast(new Pending(frame));
    }

    /** A frame was acknowledged, or refused and so will not come. */
    synchronized void settled(SentFrame frame, boolean refused) {
        for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
            Pending candidate = all.next();
            if (candidate.frame.seq() == frame.seq()) {
                candidate.acknowledged = true;
                if (refused) {
                    all.remove();
                }
                return;
            }
        }
    }

    /**
     * A reading came.
     *
     * @param metric its number; -1 for one that this device does not have
     * @param delta whether as it was stored, and not in a snapshot
     */
    synchronized void came(int metric, long timeMicros, double value, boolean delta) {
        if (timeMicros <= goneMicros) {
            // Of before, or a second time, which a snapshot may do.
            return;
        }
        Pending of = find(timeMicros);
        long at = of == null ? -1 : ReadingPattern.indexOf(of.frame.baseMicros(), timeMicros, metric);
        if (of == null || metric < 0 || at >= of.frame.count()) {
            counts.unsent(words(timeMicros, metric) + " = " + value + " was never sent");
            return;
        }
        if (delta) {
            passOver(of);
        }
        take(of, (int) at, value, delta);
        dropComplete();
    }

    private void take(Pending of, int at, double value, boolean delta) {
        String words = words(ReadingPattern.timeMicros(of.frame.baseMicros(), at), ReadingPattern.metric(at));
        double expected = ReadingPattern.value(plan.seed(), of.frame, at);
        boolean again = of.seen.get(at);
        if (value != expected) {
            counts.wrong(words + " came as " + value + ", sent was " + expected);
        } else if (delta && !again && at < of.lastDelta) {
            counts.reordered(words + " came behind a later one");
        } else if (!again) {
            counts.compared();
        }
        of.seen.set(at);
        of.lastDelta = delta ? Math.max(at, of.lastDelta) : of.lastDelta;
    }

    private @Nullable Pending find(long timeMicros) {
        for (Pending candidate : pending) {
            if (timeMicros <= candidate.frame.lastMicros()) {
                return timeMicros >= candidate.frame.baseMicros() ? candidate : null;
            }
        }
        return null;
    }

    private void passOver(Pending of) {
        while (pending.getFirst() != of) {
            giveUp(pending.removeFirst());
        }
    }

    private void dropComplete() {
        while (!pending.isEmpty() && pending.getFirst().missing() == 0) {
            goneMicros = pending.removeFirst().frame.lastMicros();
        }
    }

    private void giveUp(Pending lost) {
        goneMicros = lost.frame.lastMicros();
        if (lost.missing() > 0) {
            counts.missing(
                    lost.missing(),
                    lost.told,
                    words(lost.frame.baseMicros(), -1) + " frame " + lost.frame.seq() + " did not come");
        }
    }

    /** The hub said that it leaves out readings, and that those before this time do not come again. */
    synchronized void toldGapBefore(long micros) {
        for (Pending candidate : pending) {
            candidate.told |= candidate.frame.baseMicros() < micros;
        }
    }

    /** When the oldest reading was that is still waited for. */
    synchronized OptionalLong oldestMicros() {
        return pending.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(pending.getFirst().frame.baseMicros());
    }

    /** Whether all that was acknowledged came, or the hub said that it may not. */
    synchronized boolean isComplete() {
        return pending.stream().noneMatch(candidate -> candidate.acknowledged && !candidate.told);
    }

    /** Nothing is waited for any more: what was acknowledged and did not come is missing. */
    synchronized void finish() {
        pending.removeIf(candidate -> !candidate.acknowledged);
        while (!pending.isEmpty()) {
            giveUp(pending.removeFirst());
        }
    }

    private String words(long micros, int metric) {
        return Words.reading(plan.device(index), micros, metric);
    }
}
