package hub.sql.source;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.protocol.Metric;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.AppliedEntry;
import hub.store.SeriesSelection;
import hub.store.StoreOptions;
import hub.store.TimeRange;
import hub.store.h2.H2ReadingStore;
import hub.testing.Frames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

/** A store of a few devices that send in any order, partly in chunks, and questions about it. */
final class RandomStore implements AutoCloseable {

    private static final List<String> DEVICES = List.of("a", "a-2", "B", "c", "silent");
    private static final List<Metric> METRICS = List.of(new Metric("pm2_5"), new Metric("temperature"));
    private static final double[] VALUES = {7.35, -0.0, 0.0, Double.MIN_VALUE, 1e30, 0.1 + 0.2, -40};
    private static final int SPAN_MILLIS = 100_000;

    final H2ReadingStore store;
    final SplittableRandom random;

    RandomStore(Path data, long seed) {
        random = new SplittableRandom(seed);
        store = H2ReadingStore.open(data.resolve("hub"), StoreOptions.foldingAt(1_000_000));
        for (int position = 1; position <= 150; position++) {
            store.apply(List.of(new AppliedEntry(position, entry(position))));
            if (position == 50 || position == 100) {
                store.fold();
            }
        }
    }

    private Entry entry(int position) {
        DeviceId device = new DeviceId(DEVICES.get(random.nextInt(4)));
        long micros = Frames.BASE_MILLIS * 1_000 + position;
        return switch (random.nextInt(8)) {
            case 0 ->
                new Entry.Profile(
                        device,
                        micros,
                        new Hello(
                                Optional.of("v" + position),
                                random.nextBoolean() ? OptionalDouble.of(60) : OptionalDouble.empty(),
                                Optional.of(new Location(51.5, position / 10d)),
                                List.of()));
            case 1, 2 ->
                new Entry.Occurrence(new Event(
                        micros,
                        random.nextBoolean() ? Optional.empty() : Optional.of(device),
                        Event.Type.ofCode(1 + random.nextInt(12)),
                        "r\u00fcckw\u00e4rts",
                        "\ud83d\ude00"));
            default -> new Entry.Readings(device, micros, frame(position), ChannelTable.STANDARD);
        };
    }

    private ReadingsFrame frame(int position) {
        ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(
                TimeMode.ABSOLUTE, random.nextBoolean(), false, true, 1, position, Frames.BASE_MILLIS);
        int time = random.nextInt(SPAN_MILLIS);
        for (int i = random.nextInt(400); i >= 0; i--) {
            double value =
                    random.nextInt(200) == 0 ? VALUES[random.nextInt(VALUES.length)] : random.nextInt(1_000) / 10d;
            frame.add(random.nextBoolean() ? 2 : 5, time, value);
            time += random.nextInt(5);
        }
        return (ReadingsFrame) FrameDecoder.decode(frame.encode(), ChannelTable.STANDARD);
    }

    SeriesSelection selection() {
        if (random.nextInt(10) == 0) {
            return SeriesSelection.NONE;
        }
        Set<DeviceId> devices =
                random.nextBoolean() ? Set.of() : Set.of(new DeviceId(DEVICES.get(random.nextInt(DEVICES.size()))));
        return new SeriesSelection(devices, random.nextBoolean() ? Set.of() : Set.of(METRICS.get(random.nextInt(2))));
    }

    TimeRange range() {
        if (random.nextInt(3) == 0) {
            return TimeRange.ALL;
        }
        long from = Frames.BASE_MILLIS * 1_000 + random.nextInt(SPAN_MILLIS) * 1_000L;
        return new TimeRange(from, from + random.nextInt(SPAN_MILLIS) * 1_000L);
    }

    @Override
    public void close() {
        store.close();
    }
}
