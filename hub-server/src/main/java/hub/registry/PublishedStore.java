package hub.registry;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.AppliedEntry;
import hub.store.DeviceRecord;
import hub.store.EventQuery;
import hub.store.OpenCommand;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.StoreImage;
import hub.store.StoreStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The store with what the registry knows of devices: their tags, and where they are. Where an operator has said that, it
 * counts, else what the device says of itself. Who may not know exactly gets no addresses, no commands, and two decimals (about a kilometre), in answers and in
 * conditions alike: a search in ever smaller areas finds nothing more.
 */
public final class PublishedStore implements ReadingStore {

    private static final double STEPS_A_DEGREE = 100;

    /** Of an offline event whose detail says from where the device has come back. */
    private static final String REPLACED = "replaced";

    private final ReadingStore store;
    private final DeviceRegistry devices;
    private final boolean exact;

    /** @param exact whether places are told as they are known */
    public PublishedStore(ReadingStore store, DeviceRegistry devices, boolean exact) {
        this.store = store;
        this.devices = devices;
        this.exact = exact;
    }

    /** A device as it is told. */
    public DeviceRecord shown(DeviceRecord record) {
        RegisteredDevice known = devices.find(record.id()).orElse(null);
        Location said = record.profile().flatMap(Hello::location).orElse(null);
        Location told = place(known, said);
        boolean asSaid = Objects.equals(told, said);
        if (asSaid && known == null) {
            return record;
        }
        return new DeviceRecord(
                record.id(),
                asSaid ? record.profile() : Optional.of(with(record.profile(), Optional.ofNullable(told))),
                record.lastReceivedMicros(),
                record.lastState(),
                record.resume(),
                known == null ? record.tags() : known.tags());
    }

    /** A device as it is told, also one that only the registry knows. */
    public DeviceRecord described(DeviceId device) {
        return store.device(device).map(this::shown).orElseGet(() -> described(device, Optional.empty()));
    }

    /** A device as it is told when it says this of itself, or nothing. */
    public DeviceRecord described(DeviceId device, Optional<Hello> hello) {
        return shown(new DeviceRecord(device, hello, OptionalLong.empty(), Optional.empty(), List.of()));
    }

    private @Nullable Location place(@Nullable RegisteredDevice known, @Nullable Location said) {
        boolean asKnown = exact || (known != null && known.exactPublished());
        Location place = known != null && known.location() != null ? known.location() : said;
        return place == null || asKnown ? place : rounded(place);
    }

    private static Hello with(Optional<Hello> profile, Optional<Location> place) {
        Hello said = profile.orElse(new Hello(Optional.empty(), OptionalDouble.empty(), Optional.empty(), List.of()));
        return new Hello(said.firmware(), said.intervalSeconds(), place, said.channels());
    }

    private static Location rounded(Location place) {
        return new Location(rounded(place.lat()), rounded(place.lon()));
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * STEPS_A_DEGREE) / STEPS_A_DEGREE;
    }

    @Override
    public List<DeviceRecord> devices() {
        return store.devices().stream().map(this::shown).toList();
    }

    @Override
    public Optional<DeviceRecord> device(DeviceId device) {
        return store.device(device).map(this::shown);
    }

    @Override
    public void apply(List<AppliedEntry> entries) {
        store.apply(entries);
    }

    @Override
    public long appliedPosition() {
        return store.appliedPosition();
    }

    @Override
    public long foldedPosition() {
        return store.foldedPosition();
    }

    @Override
    public long fold() {
        return store.fold();
    }

    @Override
    public boolean foldDue() {
        return store.foldDue();
    }

    @Override
    public boolean maintain(long nowMicros) {
        return store.maintain(nowMicros);
    }

    @Override
    public void compact() {
        store.compact();
    }

    @Override
    public List<SeriesRecord> series(SeriesSelection selection) {
        return store.series(selection);
    }

    @Override
    public Snapshot snapshot(SeriesSelection selection) {
        return store.snapshot(selection);
    }

    @Override
    public List<NumberedEvent> events(EventQuery query) {
        return store.events(query).stream().map(this::shown).toList();
    }

    /** An event as it is told: without where a device connected from, the hub's folders, and what is in commands. */
    public NumberedEvent shown(NumberedEvent numbered) {
        Event event = numbered.event();
        return exact || !isPrivate(event)
                ? numbered
                : new NumberedEvent(
                        numbered.number(),
                        new Event(event.timeMicros(), event.device(), event.type(), event.reason(), ""));
    }

    private static boolean isPrivate(Event event) {
        return switch (event.type()) {
            case ONLINE, HUB_STARTED, COMMAND_ISSUED, COMMAND_SENT, COMMAND_DONE, COMMAND_FAILED, COMMAND_EXPIRED ->
                true;
            case OFFLINE -> event.reason().equals(REPLACED);
            case STALE, HUB_STOPPED, CLOCK_AHEAD, JOURNAL_DAMAGED, FLAPPING, ERASED -> false;
        };
    }

    @Override
    public Map<DeviceId, List<OpenCommand>> openCommands() {
        return store.openCommands();
    }

    @Override
    public StoreImage image() {
        return store.image();
    }

    @Override
    public StoreStatistics statistics() {
        return store.statistics();
    }

    @Override
    public void close() {
        store.close();
    }
}
