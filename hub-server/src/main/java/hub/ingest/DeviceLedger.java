package hub.ingest;

import hub.protocol.DeviceId;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.protocol.message.HubMessage.Welcome;
import hub.store.DeviceRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What of a device's numbered frames was accepted and what is durable. Outlives its connections. Thread-safe: a device
 * that reconnects may for a moment have two, on two threads.
 */
public final class DeviceLedger {

    /** What became of a frame that was offered. */
    public enum Admission {
        NEW,
        /** Accepted before, whether it is durable yet or not: its acknowledgement comes when it is. */
        DUPLICATE,
        /** From a connection that another has replaced. */
        REPLACED,
        /** Nothing can be stored now, see {@link Ingest#failure}, or a frame of this connection could not be written. */
        UNAVAILABLE
    }

    private static final class Mark {
        final long epoch;
        long accepted;
        long durable;
        int inFlight;

        Mark(long epoch) {
            this.epoch = epoch;
        }
    }

    private final DeviceId device;

    /** By epoch, the longest unused first. */
    private final LinkedHashMap<Long, Mark> marks = new LinkedHashMap<>(4, 0.75f, true);

    /** The one used last, which a frame's is as a rule: always the last of all, so that passing the map by changes no order. */
    private @Nullable Mark lastMark;

    /** Changes under the lock; read without it, since whoever fails a hub may hold another ledger's. */
    private volatile @Nullable DeviceLink link;

    private boolean clockAheadNoted;

    /** A frame could not be written: what comes behind it over the same connection must not be taken. */
    private boolean cut;

    /** What it is about is being erased, or is: the device's next connection has another ledger. */
    private boolean erased;

    private int inFlight;
    private long inFlightBytes;
    private long lastReceivedMicros = Long.MIN_VALUE;

    DeviceLedger(DeviceId device) {
        this.device = device;
    }

    /** Takes up what a store knows. */
    synchronized void restore(DeviceRecord known) {
        List<ResumePoint> oldestFirst = new ArrayList<>(known.resume());
        Collections.reverse(oldestFirst);
        for (ResumePoint point : oldestFirst) {
            Mark mark = new Mark(point.epoch());
            mark.accepted = point.seq();
            mark.durable = point.seq();
            marks.put(point.epoch(), mark);
        }
        known.lastReceivedMicros().ifPresent(micros -> lastReceivedMicros = micros);
    }

    /** The device that this is about. */
    public DeviceId device() {
        return device;
    }

    /**
     * From now on this connection speaks for the device.
     *
     * @param attached is given the one that did before; no other connection of the device comes or goes meanwhile, so
     *     what is recorded there is recorded in the order in which it happened
     * @return whether it does; if not, the device is being erased, and may come again over another connection
     */
    public synchronized boolean attach(DeviceLink newLink, Consumer<Optional<DeviceLink>> attached) {
        if (erased) {
            return false;
        }
        DeviceLink old = link;
        link = newLink;
        clockAheadNoted = false;
        cut = false;
        attached.accept(Optional.ofNullable(old));
        return true;
    }

    /** From now on nobody speaks for the device. Returns who did. */
    synchronized Optional<DeviceLink> erase() {
        DeviceLink old = link;
        link = null;
        erased = true;
        return Optional.ofNullable(old);
    }

    /** It is not erased after all. */
    synchronized void erasureFailed() {
        erased = false;
    }

    /** Whether it is erased, or will be at once. While holding this ledger. */
    boolean isErased() {
        return erased;
    }

    /**
     * The connection is over.
     *
     * @param detached is run if it still spoke for the device, under the same promise as in {@link #attach}
     */
    public synchronized void detach(DeviceLink oldLink, Runnable detached) {
        if (link == oldLink) {
            link = null;
            detached.run();
        }
    }

    /** The connection that speaks for the device. */
    @Nullable DeviceLink link() {
        return link;
    }

    /**
     * Where the device may go on, newest epoch first. Empty while frames of an earlier connection are on their way to the
     * disk: only behind them is the answer complete.
     */
    public synchronized Optional<List<ResumePoint>> resume() {
        if (inFlight > 0) {
            return Optional.empty();
        }
        List<ResumePoint> points = new ArrayList<>();
        for (Map.Entry<Long, Mark> mark : marks.entrySet()) {
            points.add(new ResumePoint(mark.getKey(), mark.getValue().durable));
        }
        Collections.reverse(points);
        return Optional.of(List.copyOf(points.subList(0, Math.min(points.size(), Welcome.MAX_RESUME))));
    }

    /**
     * How far an epoch is durable: the highest such sequence number that is not above {@code accepted}; 0 if none is.
     *
     * @param accepted a sequence number that was accepted before
     */
    public synchronized long durable(long epoch, long accepted) {
        Mark mark = known(epoch);
        // An epoch is forgotten only once all that was accepted of it is durable.
        return mark == null ? accepted : Math.min(mark.durable, accepted);
    }

    /** Notes that the device's clock is wrong. Whether that is new on this connection. */
    synchronized boolean noteClockAhead() {
        boolean isNew = !clockAheadNoted;
        clockAheadNoted = true;
        return isNew;
    }

    /** The receive time for a frame that came now: no two of a device have the same, even if the clock stands still. */
    synchronized long receiveTime(long nowMicros) {
        lastReceivedMicros = Math.max(nowMicros, lastReceivedMicros + 1);
        return lastReceivedMicros;
    }

    /** Bytes of the device's frames that are on their way to the disk. */
    public synchronized long inFlightBytes() {
        return inFlightBytes;
    }

    /** Offers a frame; if it is new, it counts as accepted and in flight. */
    synchronized Admission admit(DeviceLink from, long epoch, long seq, int bytes) {
        if (from != link) {
            return Admission.REPLACED;
        }
        if (cut) {
            return Admission.UNAVAILABLE;
        }
        if (seq != 0) {
            Mark mark = mark(epoch);
            if (seq <= mark.accepted) {
                return Admission.DUPLICATE;
            }
            mark.accepted = seq;
            mark.inFlight++;
            evict();
        }
        inFlight++;
        inFlightBytes += bytes;
        return Admission.NEW;
    }

    private Mark mark(long epoch) {
        Mark mark = lastMark;
        if (mark == null || mark.epoch != epoch) {
            mark = marks.computeIfAbsent(epoch, Mark::new);
            lastMark = mark;
        }
        return mark;
    }

    private @Nullable Mark known(long epoch) {
        Mark mark = lastMark;
        if (mark == null || mark.epoch != epoch) {
            mark = marks.get(epoch);
            lastMark = mark == null ? lastMark : mark;
        }
        return mark;
    }

    /** A frame has become durable and visible to questions. */
    synchronized void settle(long epoch, long seq, int bytes) {
        Mark mark = seq == 0 ? null : known(epoch);
        if (mark != null) {
            mark.durable = Math.max(mark.durable, seq);
        }
        landed(epoch, mark, bytes);
    }

    /**
     * A frame could not be written; neither could those behind it. They may come again, over another connection only: an
     * acknowledgement says of all sequence numbers up to its own that they are stored, so none may follow a gap.
     */
    synchronized void unwritten(long epoch, long seq, int bytes) {
        cut = true;
        landed(epoch, seq == 0 ? null : known(epoch), bytes);
    }

    private void landed(long epoch, @Nullable Mark mark, int bytes) {
        inFlight--;
        inFlightBytes -= bytes;
        if (mark != null && --mark.inFlight == 0) {
            // The same as before, unless the last of them could not be written.
            mark.accepted = mark.durable;
            if (mark.durable == 0) {
                marks.remove(epoch);
                lastMark = null;
            }
        }
    }

    /** Forgets the longest unused epoch beyond the limit, as the store does, but never one with frames in flight. */
    private void evict() {
        if (marks.size() <= DeviceRecord.MAX_EPOCHS) {
            return;
        }
        Iterator<Mark> oldest = marks.values().iterator();
        while (marks.size() > DeviceRecord.MAX_EPOCHS && oldest.hasNext()) {
            if (oldest.next().inFlight == 0) {
                oldest.remove();
            }
        }
    }
}
