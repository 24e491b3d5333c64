package hub.live;

import hub.entry.Entry;
import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.frame.ReadingsFrame;
import hub.store.DeviceRecord;
import hub.store.SeriesRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Every series with its newest reading, what its device is chosen by, and which have changed of late. Confined to the feed's thread. */
final class SeriesTable {

    private final Map<DeviceId, LiveDevice> byDevice = new HashMap<>();
    private final Map<DeviceId, Traits> traits = new HashMap<>();
    private final List<LiveSeries> changed = new ArrayList<>();
    private int lastNumber;

    /** Takes up what the store knows; what is known already keeps its number. */
    void load(Collection<SeriesRecord> records) {
        for (SeriesRecord row : records) {
            LiveSeries series = series(row.device(), row.metric(), row.unit(), row.lastTimeMicros(), row.lastValue());
            update(series, row.lastTimeMicros(), row.lastValue());
        }
    }

    /** Takes up where devices are, and their tags. */
    void loadTraits(Collection<DeviceRecord> devices) {
        Set<DeviceId> known = devices.stream().map(DeviceRecord::id).collect(Collectors.toSet());
        traits.keySet().retainAll(known);
        byDevice.keySet().retainAll(known); // Others are erased.
        changed.removeIf(series -> !known.contains(series.device));
        devices.forEach(device -> put(device.id(), Traits.of(device)));
    }

    /** Where a device is, as everybody may know, and its tags. */
    Traits traits(DeviceId device) {
        return traits.getOrDefault(device, Traits.NONE);
    }

    /** A device has said something of itself, or the registry has of it. */
    Move move(DeviceId device, Traits to) {
        Move move = new Move(device, traits(device), to);
        put(device, to);
        return move;
    }

    /** Forgets a device. */
    void erase(DeviceId device) {
        traits.remove(device);
        byDevice.remove(device);
        changed.removeIf(series -> series.device.equals(device));
    }

    private void put(DeviceId device, Traits to) {
        traits.put(device, to);
        LiveDevice known = byDevice.get(device);
        if (known != null) {
            known.all().forEach(series -> series.traits = to);
        }
    }

    /** The series of a reading whose channel says nothing of it yet, made if it is the first. */
    private LiveSeries series(Entry.Readings entry, int i, long time, double value) {
        int channel = entry.frame().channel(i);
        Metric metric = Objects.requireNonNull(entry.channels().metric(channel), "frames are validated before");
        LiveDevice device = byDevice.get(entry.device());
        LiveSeries known = device == null ? null : device.of(metric);
        return known != null ? known : series(entry.device(), metric, unit(entry, channel), time, value);
    }

    /** What takes readings. */
    interface ReadingTaker {
        void take(LiveSeries series, long timeMicros, double value);
    }

    /** Hands on the readings of an entry, in their order; none unless it is a frame of readings. */
    void forEachReading(Entry entry, ReadingTaker taker) {
        if (entry instanceof Entry.Readings readings) {
            ReadingsFrame frame = readings.frame();
            LiveDevice device = byDevice.computeIfAbsent(readings.device(), first -> new LiveDevice());
            for (int i = 0; i < frame.count(); i++) {
                long time = frame.time(i, readings.receivedAtMicros());
                double value = frame.value(i);
                LiveSeries known = device.standard(frame.channel(i));
                taker.take(known != null ? known : series(readings, i, time, value), time, value);
            }
        }
    }

    private static String unit(Entry.Readings entry, int channel) {
        return Channel.standard(channel)
                .or(() -> entry.channels().own().stream()
                        .filter(own -> own.id() == channel)
                        .findFirst())
                .map(Channel::unit)
                .orElse("");
    }

    private LiveSeries series(DeviceId device, Metric metric, String unit, long time, double value) {
        return byDevice.computeIfAbsent(device, unknown -> new LiveDevice())
                .of(metric, () -> new LiveSeries(++lastNumber, device, traits(device), metric, unit, time, value));
    }

    /** Takes a reading; an older one than the newest changes nothing. */
    void update(LiveSeries series, long time, double value) {
        if (time >= series.lastTime) {
            series.lastTime = time;
            series.lastValue = value;
            if (!series.changed) {
                series.changed = true;
                changed.add(series);
            }
        }
    }

    /** The series whose newest reading changed since the last call. */
    List<LiveSeries> takeChanged() {
        List<LiveSeries> taken = List.copyOf(changed);
        changed.forEach(series -> series.changed = false);
        changed.clear();
        return taken;
    }

    /** Every series of the selection, by device. */
    List<LiveSeries> select(Selection selection) {
        List<LiveSeries> selected = new ArrayList<>();
        for (LiveDevice ofDevice : byDevice.values()) {
            for (LiveSeries series : ofDevice.all()) {
                if (selection.includes(series)) {
                    selected.add(series);
                }
            }
        }
        return selected;
    }

    /** The series of that name, made if there is none. */
    LiveSeries series(SeriesRecord row) {
        return series(row.device(), row.metric(), row.unit(), row.lastTimeMicros(), row.lastValue());
    }
}
