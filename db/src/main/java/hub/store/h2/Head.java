package hub.store.h2;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.Channel;
import hub.protocol.Metric;
import hub.protocol.frame.ReadingsFrame;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.h2.FrozenHead.FrozenDevice;
import hub.store.h2.FrozenHead.FrozenErasure;
import hub.store.h2.FrozenHead.FrozenSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What was applied since the last freeze. Confined to the store's lock. */
final class Head {

    /** What an event takes in memory beside its texts, about. */
    private static final int EVENT_BYTES = 150;

    private final Catalogue catalogue;
    private final List<DeviceState> dirty = new ArrayList<>();
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<DeviceState> erased = new ArrayList<>();
    private boolean empty = true;
    private long readings;
    private long bytes;
    private long duplicates;
    private EventTally tally;

    Head(Catalogue catalogue, EventTally tally) {
        this.catalogue = catalogue;
        this.tally = tally;
    }

    void apply(Entry entry) {
        empty = false;
        if (entry instanceof Entry.Readings frame) {
            apply(frame);
        } else if (entry instanceof Entry.Occurrence occurrence) {
            apply(occurrence.event());
        } else if (entry instanceof Entry.Profile profile) {
            DeviceState device = touched(catalogue.device(profile.device()));
            device.profile = profile.hello();
        } else if (entry instanceof Entry.Erasure erasure) {
            DeviceState device = catalogue.find(erasure.device());
            if (device != null) {
                erase(device);
            }
        }
    }

    /** Forgets what is here of a device; what of it is in the database is gone once its row there says so. */
    private void erase(DeviceState device) {
        catalogue.erase(device);
        for (SeriesState series : device.series.values()) {
            SeriesHead active = series.active;
            readings -= active == null ? 0 : active.size();
            series.active = null;
        }
        for (int i = 0; i < events.size(); i++) {
            StoredEvent event = events.get(i);
            if (event.device() == device) {
                device.lastEvent = Math.min(device.lastEvent, event.previous());
                events.set(i, event.erased());
            }
        }
        erased.add(device);
        bytes += EVENT_BYTES;
    }

    private void apply(Entry.Readings entry) {
        DeviceState device = touched(catalogue.device(entry.device()));
        ReadingsFrame frame = entry.frame();
        if (frame.seq() != 0 && !device.mark(frame.epoch(), frame.seq())) {
            duplicates++;
            return;
        }
        device.received(entry.receivedAtMicros());
        for (int i = 0; i < frame.count(); i++) {
            long time = frame.time(i, entry.receivedAtMicros());
            double value = frame.value(i);
            SeriesState target = device.standardSeries(frame.channel(i));
            if (target == null) {
                target = series(device, entry, frame.channel(i));
            }
            bytes += target.add(time, value);
        }
        readings += frame.count();
    }

    private SeriesState series(DeviceState device, Entry.Readings entry, int channel) {
        Metric metric = Objects.requireNonNull(entry.channels().metric(channel), "frames are validated before");
        SeriesState known = device.series.get(metric);
        if (known != null) {
            return known;
        }
        String unit = Channel.standard(metric).map(Channel::unit).orElseGet(() -> ownUnit(entry, channel));
        return catalogue.addSeries(device, metric, unit);
    }

    private static String ownUnit(Entry.Readings entry, int channel) {
        return entry.channels().own().stream()
                .filter(own -> own.id() == channel)
                .findFirst()
                .map(Channel::unit)
                .orElse("");
    }

    private void apply(Event event) {
        tally = tally.with(event.timeMicros());
        NumberedEvent numbered = new NumberedEvent(tally.last(), event);
        bytes += EVENT_BYTES + 2L * (event.reason().length() + event.detail().length());
        if (event.device().isEmpty()) {
            events.add(new StoredEvent(numbered, tally.latest(), null, 0));
            return;
        }
        DeviceState device = touched(catalogue.device(event.device().get()));
        events.add(new StoredEvent(numbered, tally.latest(), device, device.lastEvent));
        device.follow(numbered);
    }

    private DeviceState touched(DeviceState device) {
        if (!device.dirty) {
            device.dirty = true;
            dirty.add(device);
        }
        return device;
    }

    boolean isEmpty() {
        return empty;
    }

    /** Readings in it; a reading that replaces another counts too. */
    long readings() {
        return readings;
    }

    /** What it takes in memory, about. */
    long bytes() {
        return bytes;
    }

    /** Frames passed over since the store was opened. */
    long duplicates() {
        return duplicates;
    }

    List<StoredEvent> events() {
        return events;
    }

    /** Empties this head into one that a fold can write while this one goes on. */
    FrozenHead freeze(long position) {
        List<FrozenDevice> devices = new ArrayList<>(dirty.size());
        for (DeviceState device : dirty) {
            if (!device.erased) {
                devices.add(freeze(device));
            }
        }
        FrozenHead frozen = new FrozenHead(
                position,
                tally,
                catalogue.lastDevice(),
                catalogue.lastSeries(),
                List.copyOf(devices),
                erased.stream().map(FrozenErasure::of).toList(),
                List.copyOf(events),
                readings,
                bytes);
        dirty.clear();
        events.clear();
        erased.clear();
        empty = true;
        readings = 0;
        bytes = 0;
        return frozen;
    }

    private static FrozenDevice freeze(DeviceState device) {
        List<SeriesRecord> newest = new ArrayList<>(device.series.size());
        List<SeriesState> added = new ArrayList<>();
        List<FrozenSeries> readings = new ArrayList<>();
        for (SeriesState series : device.series.values()) {
            newest.add(series.toRecord());
            if (!series.stored) {
                added.add(series);
            }
            SeriesHead active = series.active;
            if (active != null) {
                readings.add(new FrozenSeries(series, active.view()));
                series.frozen = active;
                series.active = null;
            }
        }
        device.dirty = false;
        return new FrozenDevice(device, device.toRecord(), StoredEvents.of(device), newest, added, readings);
    }
}
