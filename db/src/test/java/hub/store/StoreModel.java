package hub.store;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.store.ReadingStore.NumberedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store must answer, in the simplest form: every reading in a map. */
public final class StoreModel {

    private final Map<DeviceId, Device> devices = new TreeMap<>();
    private final List<NumberedEvent> events = new ArrayList<>();
    private int lastSeries;
    private long lastEvent;

    private static final class Device {
        final Map<Metric, Series> series = new TreeMap<>();
        final List<ResumePoint> resume = new ArrayList<>();
        OptionalLong received = OptionalLong.empty();

        @Nullable Hello profile;

        @Nullable Event state;
    }

    private static final class Series {
        final int number;
        final String unit;
        final TreeMap<Long, Double> readings = new TreeMap<>();

        Series(int number, String unit) {
            this.number = number;
            this.unit = unit;
        }
    }

    public void apply(Entry entry) {
        if (entry instanceof Entry.Readings readings) {
            apply(readings);
        } else if (entry instanceof Entry.Occurrence occurrence) {
            Event event = occurrence.event();
            events.add(new NumberedEvent(++lastEvent, event));
            if (event.device().isPresent()) {
                Device device = device(event.device().get());
                device.state = event.type().isState() ? event : device.state;
            }
        } else if (entry instanceof Entry.Profile profile) {
            device(profile.device()).profile = profile.hello();
        } else if (entry instanceof Entry.Erasure erasure) {
            devices.remove(erasure.device());
            events.removeIf(numbered -> numbered.event().device().equals(Optional.of(erasure.device())));
        }
    }

    private void apply(Entry.Readings entry) {
        Device device = device(entry.device());
        if (entry.frame().seq() != 0
                && !isNew(device, entry.frame().epoch(), entry.frame().seq())) {
            return;
        }
        device.received = OptionalLong.of(Math.max(device.received.orElse(Long.MIN_VALUE), entry.receivedAtMicros()));
        for (int i = 0; i < entry.frame().count(); i++) {
            int channel = entry.frame().channel(i);
            Metric metric =
                    Optional.ofNullable(entry.channels().metric(channel)).orElseThrow();
            Series series =
                    device.series.computeIfAbsent(metric, added -> new Series(++lastSeries, unit(entry, added)));
            series.readings.put(
                    entry.frame().time(i, entry.receivedAtMicros()),
                    entry.frame().value(i));
        }
    }

    private static boolean isNew(Device device, long epoch, long seq) {
        long highest = 0;
        for (ResumePoint point : List.copyOf(device.resume)) {
            if (point.epoch() == epoch) {
                highest = point.seq();
                device.resume.remove(point);
            }
        }
        device.resume.add(0, new ResumePoint(epoch, Math.max(highest, seq)));
        if (device.resume.size() > DeviceRecord.MAX_EPOCHS) {
            device.resume.remove(DeviceRecord.MAX_EPOCHS);
        }
        return seq > highest;
    }

    private static String unit(Entry.Readings entry, Metric metric) {
        return Channel.standard(metric)
                .or(() -> entry.channels().own().stream()
                        .filter(channel -> channel.metric().equals(metric))
                        .findFirst())
                .orElseThrow()
                .unit();
    }

    private Device device(DeviceId id) {
        return devices.computeIfAbsent(id, added -> new Device());
    }

    public List<DeviceRecord> devices() {
        List<DeviceRecord> records = new ArrayList<>();
        devices.forEach((id, device) -> records.add(new DeviceRecord(
                id,
                Optional.ofNullable(device.profile),
                device.received,
                Optional.ofNullable(device.state),
                List.copyOf(device.resume))));
        return records;
    }

    public List<SeriesRecord> series(SeriesSelection selection) {
        List<SeriesRecord> records = new ArrayList<>();
        devices.forEach((id, device) -> device.series.forEach((metric, series) -> {
            if (selection.includes(id, metric)) {
                Map.Entry<Long, Double> last = series.readings.lastEntry();
                records.add(new SeriesRecord(series.number, id, metric, series.unit, last.getKey(), last.getValue()));
            }
        }));
        return records;
    }

    public List<StoredReading> readings(SeriesSelection selection, TimeRange range) {
        Map<Long, List<StoredReading>> byTime = new TreeMap<>();
        devices.forEach((id, device) -> device.series.forEach((metric, series) -> {
            if (selection.includes(id, metric)) {
                series.readings
                        .subMap(range.fromMicros(), range.toMicros())
                        .forEach((time, value) -> byTime.computeIfAbsent(time, added -> new ArrayList<>())
                                .add(new StoredReading(time, id.value(), metric.name(), value)));
            }
        }));
        return byTime.values().stream().flatMap(List::stream).toList();
    }

    public List<NumberedEvent> events(EventQuery query) {
        List<NumberedEvent> fitting = events.stream()
                .filter(numbered -> query.range().contains(numbered.event().timeMicros()))
                .filter(numbered -> query.devices().isEmpty()
                        || numbered.event()
                                .device()
                                .map(query.devices()::contains)
                                .orElse(false))
                .toList();
        return fitting.subList(Math.max(0, fitting.size() - query.limit()), fitting.size());
    }
}
