package hub.registry;

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

/**
 * The store with what the registry knows of devices: their tags, and where they are. Where an operator has said that, it
 * counts, else what the device says of itself. Who may not know exactly gets two decimals (about a kilometre), in answers and in
 * conditions alike: a search in ever smaller areas finds nothing more.
 */
public final class PublishedStore implements ReadingStore {

    private static final double STEPS_A_DEGREE = 100;

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
        boolean asKnown = exact || (known != null && known.exactPublished());
        Location said = record.profile().flatMap(Hello::location).orElse(null);
        Location place = known != null && known.location() != null ? known.location() : said;
        Location told = place == null || asKnown ? place : rounded(place);
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
        return store.events(query);
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
