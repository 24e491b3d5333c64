package hub.ingest;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.entry.Event;
import hub.ingest.DeviceLedger.Admission;
import hub.journal.Health;
import hub.journal.Journal;
import hub.journal.JournalException;
import hub.ops.LatencyWindow;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.Timestamps;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.TimeMode;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.time.Clocks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a reading: admitted once, journalled, applied to the store, acknowledged, shown live.
 *
 * <p>IO threads submit and never wait. The journal's thread forces, and hands what is durable to {@code hub-apply},
 * which makes it visible to questions before its device hears of it: whoever has an acknowledgement finds the reading.
 */
public final class Ingest implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Ingest.class);

    private final Journal journal;
    private final Clocks clocks;
    private final IngestLimits limits;
    private final IngestCounters counters = new IngestCounters();
    private final LatencyWindow latency;
    private final Map<DeviceId, DeviceLedger> ledgers = new ConcurrentHashMap<>();
    private final Room room;
    private final AppliedListeners listeners = new AppliedListeners();
    private final Applier applier;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Unrecorded unrecorded = new Unrecorded();
    private volatile boolean storeFailed;

    /** @param store recovered: what the journal holds is applied */
    public Ingest(Journal journal, ReadingStore store, Clocks clocks, IngestLimits limits) {
        this.journal = journal;
        this.clocks = clocks;
        this.limits = limits;
        this.room = new Room(limits.inFlightBytes());
        this.latency = new LatencyWindow(clocks.nano());
        this.applier = new Applier(
                store,
                this::settled,
                cause -> {
                    storeFailed = true;
                    fail(cause);
                },
                this::unwritten);
        for (DeviceRecord device : store.devices()) {
            DeviceLedger ledger = new DeviceLedger(device.id());
            ledger.restore(device);
            ledgers.put(device.id(), ledger);
        }
    }

    /** Starts the thread {@code hub-apply}. */
    public void start() {
        applier.start();
    }

    /** From now on the listener hears of what is applied. */
    public void addListener(AppliedListener listener) {
        listeners.add(listener);
    }

    /** The ledger of a device; empty if the hub remembers as many devices as it may. */
    public Optional<DeviceLedger> ledger(DeviceId device) {
        DeviceLedger known = ledgers.get(device);
        if (known == null && ledgers.size() < limits.devices()) {
            known = ledgers.computeIfAbsent(device, DeviceLedger::new);
        }
        return Optional.ofNullable(known);
    }

    /**
     * Submits a frame of readings. On the link's thread.
     *
     * @param channels what its channel numbers stand for
     */
    public Admission submit(DeviceLedger ledger, DeviceLink from, ReadingsFrame frame, ChannelTable channels) {
        if (failure.get() != null) {
            return Admission.UNAVAILABLE;
        }
        // Admitted and appended in one step. If a newer connection's frame came between, the journal would have the
        // two in the wrong order, and the store would pass over the older one as if it had it.
        synchronized (ledger) {
            Admission admission = ledger.admit(from, frame.epoch(), frame.seq(), frame.length());
            if (admission == Admission.DUPLICATE) {
                counters.duplicate();
            } else if (admission == Admission.NEW) {
                counters.accepted();
                long receivedAt = ledger.receiveTime(clocks.micros());
                if (!append(new Entry.Readings(ledger.device(), receivedAt, frame, channels), ledger)) {
                    return Admission.UNAVAILABLE;
                }
                noteClamped(ledger, frame, receivedAt);
            }
            return admission;
        }
    }

    private void noteClamped(DeviceLedger ledger, ReadingsFrame frame, long receivedAt) {
        int clamped = 0;
        for (int i = 0; frame.mode() != TimeMode.HUB && i < frame.count(); i++) {
            clamped += Timestamps.isAhead(frame.claimedTime(i, receivedAt), receivedAt) ? 1 : 0;
        }
        if (clamped > 0) {
            counters.clamped(clamped);
            if (ledger.noteClockAhead()) {
                record(new Entry.Occurrence(new Event(
                        receivedAt,
                        Optional.of(ledger.device()),
                        Event.Type.CLOCK_AHEAD,
                        "",
                        "readings more than 5 minutes ahead are stored at their receive time")));
            }
        }
    }

    /**
     * Submits what a file says of devices, whose frames have no sequence numbers. From any thread; nobody is told but who waits
     * for it, and what cannot be written is forgotten.
     *
     * @throws IllegalArgumentException if they are of more devices than the hub may remember
     */
    public Submitted submitImported(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Readings readings
                    && ledger(readings.device()).isEmpty()) {
                throw new IllegalArgumentException("device " + readings.device() + " would be one more than the "
                        + limits.devices() + " that the hub may remember");
            }
        }
        Submitted submitted = new Submitted(entries.size(), () -> storeFailed);
        for (Entry entry : entries) {
            Throwable cause = failure.get();
            if (cause != null) {
                submitted.failed(cause);
            } else {
                if (entry instanceof Entry.Readings) {
                    counters.accepted();
                }
                append(entry, null, submitted);
            }
        }
        return submitted;
    }

    /**
     * Erases all that is known of a device, once what it has sent before is stored. Its connection ends; if it may come again,
     * it begins anew. From any thread.
     *
     * @return who waits for it hears that it is on stable storage, and that no question finds anything any more
     */
    public Submitted erase(DeviceId device) {
        Submitted submitted = new Submitted(1, () -> storeFailed);
        DeviceLedger ledger = ledgers.computeIfAbsent(device, DeviceLedger::new);
        synchronized (ledger) {
            Throwable cause = failure.get();
            if (cause != null) {
                submitted.failed(cause);
                return submitted;
            }
            // Before the entry is appended: the journal's thread may be done with it first.
            ledger.erase().ifPresent(DeviceLink::erased);
            append(new Entry.Erasure(device, clocks.micros()), ledger, submitted);
        }
        return submitted;
    }

    /**
     * Records what a device says of itself, unless it is erased, or another connection speaks for it by now.
     *
     * @param recorded is run before anything else of the device is recorded
     */
    public void record(DeviceLedger ledger, DeviceLink from, Entry entry, Runnable recorded) {
        synchronized (ledger) {
            if (ledger.link() == from) {
                record(entry);
                recorded.run();
            }
        }
    }

    /**
     * Records what follows from something before, unless the device of that is erased meanwhile: or it would be known again.
     * From any thread.
     */
    public void recordIfKnown(Entry.Occurrence occurrence) {
        Optional<DeviceId> device = occurrence.event().device();
        if (device.isEmpty()) {
            record(occurrence);
            return;
        }
        DeviceLedger ledger = ledgers.get(device.get());
        if (ledger != null) {
            synchronized (ledger) {
                if (!ledger.isErased()) {
                    record(occurrence);
                }
            }
        }
    }

    /** Records something that is no reading; if that is not possible now, then as soon as it is. From any thread. */
    public void record(Entry entry) {
        synchronized (unrecorded) {
            if (failure.get() == null) {
                append(entry, null);
            } else {
                unrecorded.add(entry);
            }
        }
    }

    private boolean append(Entry entry, @Nullable DeviceLedger ledger) {
        return append(entry, ledger, null);
    }

    private boolean append(Entry entry, @Nullable DeviceLedger ledger, @Nullable Submitted submitted) {
        ByteBuffer bytes = EntryCodec.encode(entry);
        room.take(bytes.remaining());
        Pending pending = new Pending(
                entry, ledger, submitted, bytes.remaining(), clocks.nano().nanos(), applier);
        try {
            journal.append(bytes, pending);
            return true;
        } catch (JournalException e) {
            unwritten(pending, e);
            return false;
        }
    }

    /** Whether more may be submitted; if not, the link hears when it may. */
    public boolean hasRoom(DeviceLink link) {
        return room.isThereFor(link);
    }

    /** The link is over and needs no room any more. */
    public void forget(DeviceLink link) {
        room.forget(link);
    }

    /** How many bytes there may be from receipt until stored. */
    public long inFlightLimit() {
        return limits.inFlightBytes();
    }

    /** How much one device may have in flight, in bytes. */
    public long deviceInFlightLimit() {
        return limits.deviceInFlightBytes();
    }

    /** After a batch was applied, on {@code hub-apply}. */
    private void settled(List<Pending> batch) {
        LinkNotices durable = new LinkNotices(DeviceLink::durable);
        long now = clocks.nano().nanos();
        long bytes = 0;
        for (Pending pending : batch) {
            bytes += pending.bytes();
            DeviceLedger ledger = pending.ledger();
            if (ledger != null && pending.entry() instanceof Entry.Readings readings) {
                ReadingsFrame frame = readings.frame();
                ledger.settle(frame.epoch(), frame.seq(), frame.length());
                counters.stored(frame.count());
                latency.record(now - pending.receivedNanos());
                FrameEvent.commit(ledger.device(), frame, now - pending.receivedNanos());
                durable.add(ledger.link());
            }
        }
        // First, so that whoever is acknowledged is found by whoever asks, live or not.
        listeners.tell(batch);
        durable.send();
        room.free(bytes);
        batch.forEach(this::settleSubmitted);
    }

    /** After the listeners: whoever waits for an erasure finds nothing in what they hold either. */
    private void settleSubmitted(Pending pending) {
        DeviceLedger ledger = pending.ledger();
        if (pending.entry() instanceof Entry.Erasure && ledger != null) {
            ledgers.remove(ledger.device(), ledger);
        }
        Submitted submitted = pending.submitted();
        if (submitted != null) {
            if (pending.entry() instanceof Entry.Readings readings) {
                counters.stored(readings.frame().count());
            }
            submitted.applied();
        }
    }

    /** An entry did not become durable: as if it had never come, but that nobody else brings what is no frame again. */
    private void unwritten(Pending pending, Throwable cause) {
        fail(cause);
        DeviceLedger ledger = pending.ledger();
        Submitted submitted = pending.submitted();
        if (submitted != null) {
            if (pending.entry() instanceof Entry.Readings) {
                counters.unwritten();
            } else if (pending.entry() instanceof Entry.Erasure && ledger != null) {
                ledger.erasureFailed();
            }
            submitted.failed(cause);
        } else if (ledger != null && pending.entry() instanceof Entry.Readings readings) {
            ReadingsFrame frame = readings.frame();
            ledger.unwritten(frame.epoch(), frame.seq(), frame.length());
            counters.unwritten();
        } else {
            synchronized (unrecorded) {
                unrecorded.add(pending.entry());
                fail(cause); // Again: this may have come while it was thought to be over.
            }
        }
        room.giveBack(pending.bytes());
    }

    /**
     * Takes readings again, once the journal does and all that was in flight has landed. To be called now and then.
     *
     * <p>Every append that has failed has been told before the journal takes the next, so no frame is taken as if an
     * earlier one of its device were there.
     */
    public void goOnIfPossible() {
        if (failure.get() == null || storeFailed || !isWritable() || room.taken() != 0) {
            return;
        }
        synchronized (unrecorded) {
            unrecorded.drain().forEach(entry -> append(entry, null));
            if (isWritable()) {
                failure.set(null);
                log.info("readings can be stored again");
            }
        }
    }

    private boolean isWritable() {
        return journal.health() instanceof Health.Healthy;
    }

    /** Nothing can become durable now: nobody is told that anything has. */
    private void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            log.error("readings cannot be stored; devices are sent away until they can", cause);
            LinkNotices failed = new LinkNotices(DeviceLink::journalFailed);
            ledgers.values().forEach(ledger -> failed.add(ledger.link()));
            failed.send();
        }
    }

    /** Why nothing can be stored; empty while all is well. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** What became of frames. */
    public IngestCounters counters() {
        return counters;
    }

    /** From the receipt of a frame until it is durable and visible. */
    public LatencyWindow latency() {
        return latency;
    }

    /** Bytes from receipt until stored. */
    public long inFlightBytes() {
        return room.taken();
    }

    /** Waits until all that was journalled is applied, then ends the thread. After the journal's close. */
    @Override
    public void close() {
        applier.close();
    }
}
