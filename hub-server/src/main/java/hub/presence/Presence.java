package hub.presence;

import hub.entry.Entry;
import hub.entry.Event;
import hub.ingest.AppliedListener;
import hub.ingest.Ingest;
import hub.protocol.DeviceId;
import hub.store.AppliedEntry;
import hub.store.DeviceRecord;
import hub.time.Clocks;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Which device is online, since when and why not.
 *
 * <p>A change is an event in the journal like any reading; the state follows once the event is applied. So what is shown
 * here, what the live feed tells and what history says later are the same.
 */
public final class Presence implements AppliedListener {

    /** Readings missing for so many expected intervals make a device stale. */
    private static final double STALE_INTERVALS = 2.5;

    private final Ingest ingest;
    private final Clocks clocks;
    private final Supplier<? extends Iterable<DeviceId>> provisioned;
    private final Map<DeviceId, DeviceStatus> statuses = new ConcurrentHashMap<>();
    private final Map<DeviceId, Link> links = new ConcurrentHashMap<>();

    /**
     * @param known the devices that the store knows
     * @param provisioned devices that may connect, whether they ever did or not
     */
    public Presence(
            Ingest ingest,
            Clocks clocks,
            List<DeviceRecord> known,
            Supplier<? extends Iterable<DeviceId>> provisioned) {
        this.ingest = ingest;
        this.clocks = clocks;
        this.provisioned = provisioned;
        known.forEach(device -> device.lastState().ifPresent(event -> statuses.put(device.id(), status(event))));
    }

    /** Records that the hub is there; whoever was connected when it went is not any more. */
    public void hubStarted(String detail) {
        record(Optional.empty(), Event.Type.HUB_STARTED, "", detail);
        for (DeviceStatus status : statuses.values()) {
            if (isConnected(status.state())) {
                record(
                        Optional.of(status.device()),
                        Event.Type.OFFLINE,
                        Reason.HUB_STOPPED.wireName(),
                        "the hub was not there");
            }
        }
    }

    /** Whether no device counts as connected. */
    public boolean isNobodyConnected() {
        return statuses.values().stream().noneMatch(status -> isConnected(status.state()));
    }

    /** Records that the hub goes. */
    public void hubStopped(String detail) {
        record(Optional.empty(), Event.Type.HUB_STOPPED, "", detail);
    }

    /**
     * A device has connected.
     *
     * @param replaced whether it still had a connection, which is over now
     */
    public void connected(DeviceId device, Link link, boolean replaced) {
        if (replaced) {
            record(
                    Optional.of(device),
                    Event.Type.OFFLINE,
                    Reason.REPLACED.wireName(),
                    "a newer connection from " + link.remoteAddress());
        }
        links.put(device, link);
        record(Optional.of(device), Event.Type.ONLINE, "", "from " + link.remoteAddress());
    }

    /** A device's connection is over, and no newer one has taken its place. */
    public void disconnected(DeviceId device, Link link, Reason reason, String detail) {
        links.remove(device, link);
        record(Optional.of(device), Event.Type.OFFLINE, reason.wireName(), detail);
    }

    /** Finds devices whose readings are missing, or have come back. Called again and again. */
    public void findStale() {
        long now = clocks.micros();
        links.forEach((device, link) -> {
            DeviceStatus status = statuses.get(device);
            if (status == null || link.expectedIntervalMicros().isEmpty()) {
                return;
            }
            long missing = now - link.lastReadingMicros();
            boolean stale =
                    missing > STALE_INTERVALS * link.expectedIntervalMicros().getAsLong();
            if (stale && status.state() == DeviceState.ONLINE) {
                recordChange(device, Event.Type.STALE, "no-readings", "none for " + missing / 1_000_000 + " s");
            } else if (!stale && status.state() == DeviceState.STALE) {
                recordChange(device, Event.Type.ONLINE, "", "readings come again");
            }
        });
    }

    /** A device connects too often; it is told to come back later. */
    public void flaps(DeviceId device, String detail) {
        record(Optional.of(device), Event.Type.FLAPPING, "", detail);
    }

    /** Of a device that is erased meanwhile nothing follows any more. */
    private void recordChange(DeviceId device, Event.Type type, String reason, String detail) {
        ingest.recordIfKnown(
                new Entry.Occurrence(new Event(clocks.micros(), Optional.of(device), type, reason, detail)));
    }

    private void record(Optional<DeviceId> device, Event.Type type, String reason, String detail) {
        ingest.record(new Entry.Occurrence(new Event(clocks.micros(), device, type, reason, detail)));
    }

    @Override
    public void applied(List<AppliedEntry> entries) {
        for (AppliedEntry applied : entries) {
            if (applied.entry() instanceof Entry.Occurrence occurrence
                    && occurrence.event().type().isState()) {
                DeviceStatus status = status(occurrence.event());
                statuses.put(status.device(), status);
            } else if (applied.entry() instanceof Entry.Erasure erasure) {
                statuses.remove(erasure.device());
                links.remove(erasure.device());
            }
        }
    }

    private static DeviceStatus status(Event event) {
        return new DeviceStatus(
                event.device().orElseThrow(),
                DeviceState.after(event),
                OptionalLong.of(event.timeMicros()),
                Optional.of(event.reason()).filter(reason -> !reason.isEmpty()));
    }

    private static boolean isConnected(DeviceState state) {
        return state == DeviceState.ONLINE || state == DeviceState.STALE;
    }

    /** The state of a device. */
    public DeviceStatus status(DeviceId device) {
        DeviceStatus known = statuses.get(device);
        return known != null
                ? known
                : new DeviceStatus(device, DeviceState.NEVER_SEEN, OptionalLong.empty(), Optional.empty());
    }

    /** The connection of a device, if it has one. */
    public Optional<Link> link(DeviceId device) {
        return Optional.ofNullable(links.get(device));
    }

    /** Whether the device is there, was there, or may come; it is from its first connection on, recorded or not yet. */
    public boolean isKnown(DeviceId device) {
        return statuses.containsKey(device)
                || links.containsKey(device)
                || neverSeen().contains(device);
    }

    /** Devices that may connect and never did. */
    public List<DeviceId> neverSeen() {
        return StreamSupport.stream(provisioned.get().spliterator(), false)
                .filter(device -> !statuses.containsKey(device))
                .sorted()
                .toList();
    }

    /** How many devices are in each state. */
    public Map<DeviceState, Integer> counts() {
        Map<DeviceState, Integer> counts = new EnumMap<>(DeviceState.class);
        for (DeviceState state : DeviceState.values()) {
            counts.put(state, 0);
        }
        statuses.values().forEach(status -> counts.merge(status.state(), 1, Integer::sum));
        counts.put(DeviceState.NEVER_SEEN, neverSeen().size());
        return counts;
    }
}
